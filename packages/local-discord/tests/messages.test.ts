/** Messages over a real discord.js client: writing, reading back, editing, files, limits. */
import {
  AttachmentBuilder,
  type Client,
  type DiscordAPIError,
  EmbedBuilder,
  MessageFlags,
  type TextChannel,
} from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ANNA, BEN, MODERATORS, openTown, SOCIAL, STAFF, type Town } from './town.ts';

let town: Town;
let client: Client<true>;
let channel: TextChannel;

beforeEach(async () => {
  town = await openTown();
  client = await town.login();
  channel = (await client.channels.fetch(SOCIAL)) as TextChannel;
});
afterEach(() => town.close());

// One red pixel.
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC',
  'base64',
);

describe('a message', () => {
  it('is written, edited in place and deleted', async () => {
    const sent = await channel.send({
      content: 'One',
      embeds: [new EmbedBuilder({ title: 'T', fields: [{ name: 'a', value: 'b' }] })],
    });
    const anna = town.discord.as(ANNA);
    expect(anna.messages(SOCIAL)).toMatchObject([
      { content: 'One', author: { bot: true }, embeds: [{ type: 'rich', title: 'T' }] },
    ]);
    await sent.edit({ content: 'Two' });
    expect(anna.messages(SOCIAL)).toMatchObject([{ id: sent.id, content: 'Two', embeds: [{ title: 'T' }] }]);
    await sent.delete();
    expect(anna.messages(SOCIAL)).toEqual([]);
    await expect(sent.edit('Three')).rejects.toMatchObject({ code: 10008 });
  });

  it('is sent once for the same nonce within minutes, and again later', async () => {
    const twice = [1, 2].map(() => channel.send({ content: 'Once', nonce: 'post-7', enforceNonce: true }));
    const [first, second] = await Promise.all(twice);
    expect(second?.id).toBe(first?.id);
    expect(town.discord.as(ANNA).messages(SOCIAL)).toHaveLength(1);
    town.clock.forward(10 * 60_000);
    const third = await channel.send({ content: 'Once', nonce: 'post-7', enforceNonce: true });
    expect(third.id).not.toBe(first?.id);
  });

  it('is read back with before, after and limit, newest first', async () => {
    const sent = [];
    for (const text of ['a', 'b', 'c', 'd']) sent.push(await channel.send(text));
    const texts = async (options: object) =>
      [...(await channel.messages.fetch({ cache: false, ...options })).values()].map(
        ({ content }) => content,
      );
    expect(await texts({ limit: 2 })).toEqual(['d', 'c']);
    expect(await texts({ before: sent[2]?.id, limit: 1 })).toEqual(['b']);
    expect(await texts({ after: sent[0]?.id, limit: 2 })).toEqual(['c', 'b']);
    expect(await texts({ around: sent[1]?.id, limit: 3 })).toEqual(['c', 'b', 'a']);
  });

  it('answers another one, or is refused when that one is gone', async () => {
    const { message } = await town.discord.as(ANNA).say(SOCIAL, 'Question?');
    const reply = await channel.send({ content: 'Answer', reply: { messageReference: message?.id ?? '' } });
    expect(reply.reference?.messageId).toBe(message?.id);
    expect(reply.mentions.users.has(ANNA)).toBe(true);
    const gone = { messageReference: '100000000000000099', failIfNotExists: true };
    await expect(channel.send({ content: 'x', reply: gone })).rejects.toMatchObject({ code: 50035 });
  });

  it('mentions only whom it may', async () => {
    const content = `<@${ANNA}> <@${BEN}> <@&${MODERATORS}> @everyone`;
    const sent = await channel.send({ content, allowedMentions: { users: [BEN], parse: ['everyone'] } });
    expect([...sent.mentions.users.keys()]).toEqual([BEN]);
    expect(sent.mentions.roles.size).toBe(0);
    expect(sent.mentions.everyone).toBe(true);
  });

  it('opens a thread, once', async () => {
    const sent = await channel.send('Report');
    const thread = await sent.startThread({ name: 'Pictures' });
    await thread.send('Curve');
    expect(thread.id).toBe(sent.id);
    expect(town.discord.as(ANNA).messages(thread.id)).toMatchObject([{ content: 'Curve' }]);
    const again = client.rest.post(`/channels/${SOCIAL}/messages/${sent.id}/threads`, {
      body: { name: 'x' },
    });
    await expect(again).rejects.toMatchObject({ code: 160004 });
  });

  it('goes to a person directly, unless they take none', async () => {
    const anna = await client.users.fetch(ANNA);
    await anna.send('Only for you');
    expect(town.discord.as(ANNA).messages(town.discord.as(ANNA).directChannel())).toMatchObject([
      { content: 'Only for you' },
    ]);
    expect(
      town.discord
        .as(BEN)
        .channels()
        .some(({ type }) => type === 1),
    ).toBe(false);
    town.discord.guild.join({
      user: { id: '100000000000000013', username: 'cleo' },
      acceptsDirectMessages: false,
    });
    const cleo = await client.users.fetch('100000000000000013');
    await expect(cleo.send('x')).rejects.toMatchObject({ code: 50007 });
  });
});

describe('files', () => {
  it('come with size, alt text and address, and can be had again', async () => {
    const picture = new AttachmentBuilder(PNG, { name: 'red dot.png', description: 'A red dot' });
    const sent = await channel.send({ content: 'Look', files: [picture] });
    const [attachment] = town.discord.as(ANNA).messages(SOCIAL)[0]?.attachments ?? [];
    expect(attachment).toMatchObject({
      filename: 'red_dot.png',
      content_type: 'image/png',
      description: 'A red dot',
      width: 1,
      height: 1,
      size: PNG.length,
    });
    const bytes = Buffer.from(await (await fetch(sent.attachments.first()?.url ?? '')).arrayBuffer());
    expect(bytes.equals(PNG)).toBe(true);
  });

  it('from a person reach the bot with their alt text', async () => {
    const received = new Promise<{ description: string | null; width: number | null }>((resolve) => {
      client.on('messageCreate', (message) => {
        const file = message.attachments.first();
        if (file) resolve({ description: file.description, width: file.width });
      });
    });
    await town.discord
      .as(ANNA)
      .say(SOCIAL, '', { files: [{ name: 'a.png', data: PNG, description: 'Dot' }] });
    expect(await received).toEqual({ description: 'Dot', width: 1 });
  });

  it('shown in an embed are not listed as attachments, and stay on an edit', async () => {
    const picture = new AttachmentBuilder(PNG, { name: 'chart.png' });
    const embeds = [new EmbedBuilder({ title: 'Chart', image: { url: 'attachment://chart.png' } })];
    const sent = await channel.send({ embeds, files: [picture] });
    const shown = () => town.discord.as(ANNA).messages(SOCIAL)[0];
    expect(shown()?.attachments).toEqual([]);
    expect((await fetch(shown()?.embeds[0]?.image?.url ?? '')).status).toBe(200);
    await sent.edit({ content: 'New words' });
    expect((await fetch(shown()?.embeds[0]?.image?.url ?? '')).status).toBe(200);
  });

  it('have addresses that run out', async () => {
    const sent = await channel.send({ files: [new AttachmentBuilder(PNG, { name: 'a.png' })] });
    const url = sent.attachments.first()?.url ?? '';
    expect((await fetch(url.replace(/hm=\w/, 'hm=z'))).status).toBe(404);
    town.clock.forward(25 * 60 * 60_000);
    expect((await fetch(url)).status).toBe(404);
    expect((await fetch(town.discord.as(ANNA).messages(SOCIAL)[0]?.attachments[0]?.url ?? '')).status).toBe(
      200,
    );
  });

  it('that are too large are refused', async () => {
    const large = new AttachmentBuilder(Buffer.alloc(10 * 1024 * 1024 + 1), { name: 'large.bin' });
    await expect(channel.send({ files: [large] })).rejects.toMatchObject({ code: 40005, status: 413 });
  });
});

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

describe('access', () => {
  it('is refused without the right token, to unknown channels, and to others’ messages', async () => {
    const rest = client.rest;
    expect(
      (await fetch(`${town.discord.apiUrl}/v10/users/@me`, { headers: { authorization: 'Bot wrong' } }))
        .status,
    ).toBe(401);
    await expect(rest.get('/channels/100000000000000077')).rejects.toMatchObject({ code: 10003 });
    await expect(rest.get('/channels/general')).rejects.toMatchObject({ code: 50035 });
    const { message } = await town.discord.as(ANNA).say(SOCIAL, 'Mine');
    const edit = rest.patch(`/channels/${SOCIAL}/messages/${message?.id}`, {
      body: { content: 'Not yours' },
    });
    await expect(edit).rejects.toMatchObject({ code: 50005 });
  });

  it('to a channel is for those who may see it', async () => {
    const staff = (await client.channels.fetch(STAFF)) as TextChannel;
    await staff.send('For moderators');
    expect(town.discord.as(ANNA).messages(STAFF)).toEqual([]);
    expect(town.discord.as(BEN).messages(STAFF)).toHaveLength(1);
    expect(town.discord.snapshot(ANNA).channels.map(({ id }) => id)).toEqual([SOCIAL]);
  });

  it('bulk delete is all or nothing', async () => {
    const ids = [];
    for (const text of ['a', 'b']) ids.push((await channel.send(text)).id);
    await expect(channel.bulkDelete([ids[0] ?? '', ids[0] ?? ''])).rejects.toMatchObject({ code: 50035 });
    town.clock.forward(15 * 24 * 60 * 60_000);
    await expect(
      client.rest.post(`/channels/${SOCIAL}/messages/bulk-delete`, { body: { messages: ids } }),
    ).rejects.toMatchObject({ code: 50034 });
    const fresh = [(await channel.send('c')).id, (await channel.send('d')).id];
    await client.rest.post(`/channels/${SOCIAL}/messages/bulk-delete`, { body: { messages: fresh } });
    expect(
      town.discord
        .as(ANNA)
        .messages(SOCIAL)
        .map(({ content }) => content),
    ).toEqual(['a', 'b']);
  });
});
