/** Use of commands, over a real discord.js client. */
import {
  ApplicationCommandType,
  type ChatInputCommandInteraction,
  Events,
  type Interaction,
  MessageFlags,
} from 'discord.js';
import { beforeEach, describe, expect, it } from 'vitest';
import { POST } from './example-command.ts';
import { client, town, useTown } from './rig.ts';
import { ANNA, BEN, EDITORS, SOCIAL, STAFF } from './town.ts';

useTown();

function onCommand(run: (interaction: ChatInputCommandInteraction) => Promise<unknown>): void {
  client.on(Events.InteractionCreate, (interaction: Interaction) => {
    if (interaction.isChatInputCommand()) void run(interaction);
  });
}

describe('a slash command', () => {
  beforeEach(async () => {
    await client.application.commands.set([POST]);
  });

  it('carries its options, is deferred privately and then answered', async () => {
    const seen: unknown[] = [];
    onCommand(async (interaction) => {
      seen.push([
        interaction.commandName,
        interaction.options.getSubcommand(),
        interaction.options.getString('text'),
        interaction.options.getInteger('times'),
        interaction.options.getUser('reviewer')?.username,
        interaction.options.getRole('team')?.name,
        interaction.options.getChannel('room')?.name,
        interaction.options.getBoolean('urgent'),
        interaction.options.getString('mood'),
        interaction.locale,
      ]);
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      await interaction.editReply('Drafted.');
    });
    const anna = town.discord.as(ANNA);
    const values = {
      text: 'Hello',
      times: 2,
      reviewer: BEN,
      team: EDITORS,
      room: SOCIAL,
      urgent: true,
      mood: 'Calm',
    };
    const outcome = await anna.command(SOCIAL, 'post new', values);
    expect(outcome).toMatchObject({ ok: true, acknowledgedAfterMs: expect.any(Number) });
    const answer = await town.discord.until(() =>
      anna.messages(SOCIAL).find((message) => message.content === 'Drafted.'),
    );
    expect(answer.flags).toBe(MessageFlags.Ephemeral);
    expect(answer.interaction_metadata?.id).toBe(outcome.interactionId);
    expect(town.discord.as(BEN).messages(SOCIAL)).toEqual([]);
    expect(seen).toEqual([['post', 'new', 'Hello', 2, 'ben', 'Editors', 'social', true, 'c', 'de']]);
  });

  it('hands a picture up', async () => {
    onCommand(async (interaction) => {
      const file = interaction.options.getAttachment('media', true);
      const bytes = await (await fetch(file.url)).text();
      await interaction.reply(`${file.name} ${file.contentType} ${bytes}`);
    });
    const anna = town.discord.as(ANNA);
    const media = { name: 'a note.txt', data: new TextEncoder().encode('ahoy') };
    expect(await anna.command(SOCIAL, 'post new', { text: 'x', media })).toMatchObject({ ok: true });
    expect(anna.messages(SOCIAL)[0]?.content).toBe('a_note.txt text/plain; charset=utf-8 ahoy');
  });

  it.each([
    ['a missing required option', {}, 'This option is required: text.'],
    [
      'a text that is too long',
      { text: 'x'.repeat(21) },
      'The option text takes at most 20 characters, not 21.',
    ],
    ['a number out of range', { text: 'x', times: 4 }, 'The option times takes at most 3.'],
    ['a fraction', { text: 'x', times: 1.5 }, 'The option times takes a whole number.'],
    ['a value that is no choice', { text: 'x', mood: 'Odd' }, 'The option mood takes one of: Calm, Loud.'],
    ['an unknown option', { text: 'x', txet: 'y' }, '/post new has no option "txet".'],
    ['an unknown person', { text: 'x', reviewer: '1' }, 'There is no person with the id 1.'],
  ])('is not sent with %s', async (_what, values, problem) => {
    const outcome = await town.discord.as(ANNA).command(SOCIAL, 'post new', values);
    expect(outcome).toMatchObject({ ok: false, acknowledgedAfterMs: null });
    expect(outcome.problem).toContain(problem);
    expect(outcome.interactionId).toBeUndefined();
  });

  it('is offered only to those who have its default permissions', async () => {
    await client.application.commands.set([{ ...POST, defaultMemberPermissions: 1n << 40n }]);
    onCommand((interaction) => interaction.reply('Yes.'));
    expect(await town.discord.as(ANNA).command(SOCIAL, 'post new', { text: 'x' })).toMatchObject({
      ok: false,
    });
    expect(await town.discord.as(BEN).command(STAFF, 'post new', { text: 'x' })).toMatchObject({ ok: true });
  });

  it('completes an option while it is typed', async () => {
    client.on(Events.InteractionCreate, (interaction) => {
      if (!interaction.isAutocomplete()) return;
      const { name, value } = interaction.options.getFocused(true);
      void interaction.respond([{ name: `${name}:${value}sky`, value: 'bluesky' }]);
    });
    const done = await town.discord
      .as(ANNA)
      .autocomplete(SOCIAL, 'post new', { text: 'Hi', to: 'blue' }, 'to');
    expect(done).toMatchObject({ ok: true, choices: [{ name: 'to:bluesky', value: 'bluesky' }] });
  });

  it('runs in direct messages', async () => {
    onCommand((interaction) => interaction.reply(`${interaction.inGuild()} ${interaction.user.username}`));
    const anna = town.discord.as(ANNA);
    const channelId = anna.directChannel();
    expect(await anna.command(channelId, 'post new', { text: 'x' })).toMatchObject({ ok: true });
    expect(anna.messages(channelId)[0]?.content).toBe('false anna');
  });
});

describe('menu commands', () => {
  it('carry the message or the person they were used on', async () => {
    await client.application.commands.set([
      { name: 'Report', type: ApplicationCommandType.Message },
      { name: 'Show cases', type: ApplicationCommandType.User },
    ]);
    client.on(Events.InteractionCreate, (interaction) => {
      if (interaction.isMessageContextMenuCommand())
        void interaction.reply(`Reported: ${interaction.targetMessage.content}`);
      if (interaction.isUserContextMenuCommand())
        void interaction.reply(`Cases of ${interaction.targetUser.username}`);
    });
    const anna = town.discord.as(ANNA);
    const { message } = await town.discord.as(BEN).say(SOCIAL, 'Rude words');
    expect(await anna.messageCommand('Report', message?.id ?? '')).toMatchObject({ ok: true });
    expect(await anna.userCommand('Show cases', BEN)).toMatchObject({ ok: true });
    expect(anna.messages(SOCIAL).map(({ content }) => content)).toEqual([
      'Rude words',
      'Reported: Rude words',
      'Cases of ben',
    ]);
  });
});
