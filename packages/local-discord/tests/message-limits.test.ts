/** What a message may hold at most, over a real discord.js client. */
import { AttachmentBuilder, type DiscordAPIError, MessageFlags } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { channel, client, PNG, town, useTown } from './rig.ts';
import { ANNA, SOCIAL } from './town.ts';

useTown();

const button = (id: number) => ({ type: 2, style: 1, label: 'B', custom_id: `b${id}` });
const row = (...ids: number[]) => ({ type: 1, components: ids.map(button) });
const field = (size: number) => ({ name: 'n', value: 'v'.repeat(size) });

describe('limits', () => {
  it.each([
    [
      'content over 2000',
      { content: 'x'.repeat(2001) },
      'content[BASE_TYPE_MAX_LENGTH]: Must be 2000 or fewer in length.',
    ],
    [
      'an embed title over 256',
      { embeds: [{ title: 'x'.repeat(257) }] },
      'embeds[0].title[BASE_TYPE_MAX_LENGTH]: Must be 256 or fewer in length.',
    ],
    [
      'a description over 4096',
      { embeds: [{ description: 'x'.repeat(4097) }] },
      'embeds[0].description[BASE_TYPE_MAX_LENGTH]',
    ],
    [
      'a field value over 1024',
      { embeds: [{ fields: [field(1025)] }] },
      'embeds[0].fields[0].value[BASE_TYPE_MAX_LENGTH]',
    ],
    [
      '26 fields',
      { embeds: [{ fields: Array.from({ length: 26 }, () => field(1)) }] },
      'embeds[0].fields[BASE_TYPE_MAX_LENGTH]',
    ],
    [
      'a footer over 2048',
      { embeds: [{ footer: { text: 'x'.repeat(2049) } }] },
      'embeds[0].footer.text[BASE_TYPE_MAX_LENGTH]',
    ],
    [
      '11 embeds',
      { embeds: Array.from({ length: 11 }, () => ({ title: 'x' })) },
      'embeds[BASE_TYPE_MAX_LENGTH]',
    ],
    [
      '6001 characters in all embeds',
      { embeds: [{ description: 'x'.repeat(4000) }, { description: 'x'.repeat(2001) }] },
      'embeds[MAX_EMBED_SIZE_EXCEEDED]',
    ],
    [
      'six rows',
      { content: 'x', components: [1, 2, 3, 4, 5, 6].map((id) => row(id)) },
      'components[BASE_TYPE_BAD_LENGTH]',
    ],
    [
      'six buttons in a row',
      { content: 'x', components: [row(1, 2, 3, 4, 5, 6)] },
      'components[0].components[BASE_TYPE_MAX_LENGTH]',
    ],
    [
      'the same custom_id twice',
      { content: 'x', components: [row(1, 1)] },
      'components[0].components[1].custom_id[COMPONENT_CUSTOM_ID_DUPLICATED]',
    ],
    [
      'a custom_id over 100',
      { content: 'x', components: [{ type: 1, components: [{ ...button(1), custom_id: 'x'.repeat(101) }] }] },
      'components[0].components[0].custom_id[BASE_TYPE_MAX_LENGTH]',
    ],
    [
      'a label over 80',
      { content: 'x', components: [{ type: 1, components: [{ ...button(1), label: 'x'.repeat(81) }] }] },
      'components[0].components[0].label[BASE_TYPE_MAX_LENGTH]',
    ],
    [
      'a link with a custom_id',
      {
        content: 'x',
        components: [{ type: 1, components: [{ ...button(1), style: 5, url: 'https://a.example' }] }],
      },
      'BUTTON_COMPONENT_CUSTOM_ID_URL_EXCLUSIVE',
    ],
    [
      'a select of 26',
      {
        content: 'x',
        components: [
          {
            type: 1,
            components: [
              {
                type: 3,
                custom_id: 's',
                options: Array.from({ length: 26 }, (_, value) => ({ label: 'l', value: `${value}` })),
              },
            ],
          },
        ],
      },
      'components[0].components[0].options[BASE_TYPE_MAX_LENGTH]',
    ],
    [
      'an unknown component',
      { content: 'x', components: [{ type: 1, components: [{ type: 99 }] }] },
      'components[0].components[0].type[UNION_TYPE_CHOICES]',
    ],
    [
      'a v2 component without the flag',
      { components: [{ type: 10, content: 'x' }] },
      'components[0].type[UNION_TYPE_CHOICES]',
    ],
    [
      'content with the v2 flag',
      { content: 'x', flags: MessageFlags.IsComponentsV2, components: [{ type: 10, content: 'x' }] },
      'content[MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2]',
    ],
    [
      '41 v2 components',
      {
        flags: MessageFlags.IsComponentsV2,
        components: Array.from({ length: 4 }, () => ({
          type: 17,
          components: Array.from({ length: 10 }, () => ({ type: 14 })),
        })),
      },
      'components[COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED]',
    ],
    ['a wrong type', { content: { text: 'x' } }, 'content[MODEL_TYPE_CONVERT]'],
    [
      'an attachment that is not there',
      { content: 'x', attachments: [{ id: '3' }] },
      'attachments[0].id[ATTACHMENT_NOT_FOUND]',
    ],
    [
      'both ways of naming mentions',
      { content: 'x', allowed_mentions: { parse: ['users'], users: [ANNA] } },
      'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
    ],
  ])('refuse %s', async (_what, body, expected) => {
    const refusal = await client.rest.post(`/channels/${SOCIAL}/messages`, { body }).catch((error) => error);
    expect(refusal).toMatchObject({ code: 50035, status: 400 });
    expect((refusal as DiscordAPIError).message).toContain(expected);
    expect(town.discord.as(ANNA).messages(SOCIAL)).toEqual([]);
  });

  it('refuse nothing at all, and alt text over 1024', async () => {
    await expect(client.rest.post(`/channels/${SOCIAL}/messages`, { body: {} })).rejects.toMatchObject({
      code: 50006,
    });
    const picture = new AttachmentBuilder(PNG, { name: 'a.png', description: 'x'.repeat(1025) });
    await expect(channel.send({ files: [picture] })).rejects.toMatchObject({ code: 50035 });
  });

  it('keep a message with components v2 so for ever', async () => {
    const body = { flags: MessageFlags.IsComponentsV2, components: [{ type: 10, content: 'x' }] };
    const sent = (await client.rest.post(`/channels/${SOCIAL}/messages`, { body })) as {
      id: string;
      flags: number;
    };
    expect(sent.flags).toBe(MessageFlags.IsComponentsV2);
    const edit = client.rest.patch(`/channels/${SOCIAL}/messages/${sent.id}`, {
      body: { content: 'y', flags: 0 },
    });
    await expect(edit).rejects.toMatchObject({ code: 50035 });
  });

  it('name what Discord would ignore in silence', async () => {
    await client.rest.post(`/channels/${SOCIAL}/messages`, {
      body: { content: 'x', embeds: [{ title: 't', colour: 1 }], contents: 'y' },
    });
    await channel.send('Ordinary');
    const route = 'POST /channels/{channel_id}/messages';
    expect(town.discord.traffic().unknownProperties).toEqual([
      { route, property: 'embeds.0.colour' },
      { route, property: 'contents' },
    ]);
  });
});
