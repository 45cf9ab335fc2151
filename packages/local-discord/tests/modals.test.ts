/** Modals, over a real discord.js client. */
import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js';
import { beforeEach, describe, expect, it } from 'vitest';
import { card } from './card.ts';
import { client, onInteraction, town, useTown } from './rig.ts';
import { ANNA, BEN, SOCIAL } from './town.ts';

useTown();

const FORM: APIModalInteractionResponseCallbackData = {
  custom_id: 'edit:7',
  title: 'Edit the post',
  components: [
    {
      type: ComponentType.Label,
      label: 'Text',
      component: {
        type: ComponentType.TextInput,
        custom_id: 'text',
        style: TextInputStyle.Paragraph,
        value: 'Before',
        max_length: 20,
        min_length: 2,
      },
    },
    {
      type: ComponentType.Label,
      label: 'Target',
      component: {
        type: ComponentType.StringSelect,
        custom_id: 'to',
        options: [
          { label: 'Bluesky', value: 'bluesky', default: true },
          { label: 'X', value: 'x' },
        ],
      },
    },
    {
      type: ComponentType.Label,
      label: 'Picture',
      component: { type: ComponentType.FileUpload, custom_id: 'media', required: false },
    },
    {
      type: ComponentType.Label,
      label: 'Note',
      component: {
        type: ComponentType.TextInput,
        custom_id: 'note',
        style: TextInputStyle.Short,
        required: false,
      },
    },
  ],
};

describe('a modal', () => {
  let id: string;

  beforeEach(async () => {
    id = await card(client);
    onInteraction(async (interaction) => {
      if (interaction.isButton()) await interaction.showModal(FORM);
      if (!interaction.isModalSubmit()) return;
      const { fields } = interaction;
      const file = fields.getUploadedFiles('media')?.first();
      const alt = file ? await (await fetch(file.url)).text() : 'no file';
      const text = `${interaction.customId}|${fields.getTextInputValue('text')}|${fields.getStringSelectValues('to')}|${alt}|${fields.getTextInputValue('note')}`;
      if (interaction.isFromMessage()) await interaction.update(text);
    });
  });

  it('opens, is filled, and changes the card it came from', async () => {
    const anna = town.discord.as(ANNA);
    expect(await anna.press(id, 'approve:7')).toMatchObject({ ok: true });
    expect(anna.modal()).toMatchObject({ customId: 'edit:7', title: 'Edit the post' });
    expect(town.discord.snapshot(ANNA).modal?.components).toHaveLength(4);
    expect(town.discord.as(BEN).modal()).toBeUndefined();
    const media = { name: 'a.txt', data: Buffer.from('bytes').toString('base64') };
    expect(await anna.submit({ text: 'After', to: ['x'], media })).toMatchObject({ ok: true });
    expect(anna.modal()).toBeUndefined();
    expect(anna.messages(SOCIAL)[0]?.content).toBe('edit:7|After|x|bytes|');
  });

  it('keeps what was prefilled', async () => {
    const anna = town.discord.as(ANNA);
    await anna.press(id, 'approve:7');
    expect(await anna.submit({})).toMatchObject({ ok: true });
    expect(anna.messages(SOCIAL)[0]?.content).toBe('edit:7|Before|bluesky|no file|');
  });

  it.each([
    ['an empty required text', { text: '' }, '"Text" is required.'],
    ['a short text', { text: 'x' }, '"Text" takes at least 2 characters, not 1.'],
    ['a long text', { text: 'x'.repeat(21) }, '"Text" takes at most 20 characters, not 21.'],
    ['no choice', { to: [] }, '"Target" takes at least 1, not 0.'],
    [
      'two files',
      {
        media: [
          { name: 'a', data: 'YQ==' },
          { name: 'b', data: 'YQ==' },
        ],
      },
      '"Picture" takes at most 1 file, not 2.',
    ],
    ['an unknown field', { txt: 'x' }, 'has no field txt'],
  ])('stays open and is not sent with %s', async (_what, values, problem) => {
    const anna = town.discord.as(ANNA);
    await anna.press(id, 'approve:7');
    const outcome = await anna.submit(values);
    expect(outcome.ok).toBe(false);
    expect(outcome.problem).toContain(problem);
    expect(anna.modal()).toBeDefined();
  });

  it('can be closed without sending', async () => {
    const anna = town.discord.as(ANNA);
    await anna.press(id, 'approve:7');
    anna.closeModal();
    expect(anna.modal()).toBeUndefined();
    expect(await anna.submit({})).toMatchObject({ ok: false, problem: 'No form is open.' });
  });
});

describe('what a modal may not be', () => {
  it('is the second answer, or an answer to a modal', async () => {
    const id = await card(client);
    const codes: unknown[] = [];
    onInteraction(async (interaction) => {
      if (interaction.isButton()) await interaction.showModal(FORM);
      if (!interaction.isModalSubmit()) return;
      const callback = `/interactions/${interaction.id}/${interaction.token}/callback` as const;
      const again = client.rest.post(callback, { body: { type: 9, data: FORM }, auth: false });
      codes.push(
        await again.then(
          () => 'taken',
          (error) => error.code,
        ),
      );
      await interaction.reply('Done');
    });
    const anna = town.discord.as(ANNA);
    await anna.press(id, 'approve:7');
    expect(await anna.submit({})).toMatchObject({ ok: true });
    expect(codes).toEqual([50035]);
  });

  it('is too long, or has six fields', async () => {
    const id = await card(client);
    const refusals: string[] = [];
    onInteraction(async (interaction) => {
      if (!interaction.isButton()) return;
      const label = (index: number) => ({
        type: 18,
        label: 'L',
        component: { type: 4, custom_id: `f${index}`, style: 1 },
      });
      const bodies = [
        { custom_id: 'a', title: 'T'.repeat(46), components: [label(1)] },
        { custom_id: 'a', title: 'T', components: [1, 2, 3, 4, 5, 6].map(label) },
        { custom_id: 'a', title: 'T', components: [label(1), label(1)] },
        { custom_id: 'a', title: 'T', components: [{ ...label(1), label: 'L'.repeat(46) }] },
      ];
      for (const data of bodies) {
        const callback = `/interactions/${interaction.id}/${interaction.token}/callback` as const;
        const sent = client.rest.post(callback, { body: { type: 9, data }, auth: false });
        refusals.push(
          await sent.then(
            () => 'taken',
            (error) => error.message.split('\n')[1],
          ),
        );
      }
      await interaction.deferUpdate();
    });
    await town.discord.as(ANNA).press(id, 'approve:7');
    expect(refusals).toEqual([
      'data.title[BASE_TYPE_MAX_LENGTH]: Must be 45 or fewer in length.',
      'data.components[BASE_TYPE_BAD_LENGTH]: Must be between 1 and 5 in length.',
      'data.components[1].component.custom_id[COMPONENT_CUSTOM_ID_DUPLICATED]: Component custom id cannot be duplicated',
      'data.components[0].label[BASE_TYPE_MAX_LENGTH]: Must be 45 or fewer in length.',
    ]);
  });
});
