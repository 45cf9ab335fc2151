/** The three seconds, the fifteen minutes, and the single first answer. */
import { type ChatInputCommandInteraction, type Client, Events, MessageFlags } from 'discord.js';
import { afterEach, expect, it } from 'vitest';
import { ANNA, openTown, SOCIAL, type Town } from './town.ts';

let town: Town;
afterEach(() => town.close());

async function townWithCommand(
  run: (interaction: ChatInputCommandInteraction) => Promise<unknown>,
  options = {},
) {
  town = await openTown(options);
  const client: Client<true> = await town.login();
  await client.application.commands.set([{ name: 'ping', description: 'Ping' }]);
  client.on(Events.InteractionCreate, (interaction) => {
    if (interaction.isChatInputCommand()) void run(interaction);
  });
  return client;
}

it('an answer that comes too late is an unknown interaction, and the person read that nothing came', async () => {
  let late: Promise<unknown> = Promise.resolve();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await townWithCommand(
    (interaction) => {
      late = held.then(() => interaction.reply('Late')).catch((error) => error);
      return late;
    },
    { firstAnswerWithinMs: 30 },
  );
  const outcome = await town.discord.as(ANNA).command(SOCIAL, 'ping');
  expect(outcome).toMatchObject({
    ok: false,
    acknowledgedAfterMs: null,
    problem: 'The application did not respond',
  });
  release();
  expect(await late).toMatchObject({ code: 10062, status: 404 });
  expect(town.discord.as(ANNA).messages(SOCIAL)).toEqual([]);
});

it('a second first answer is refused as already acknowledged', async () => {
  let second: unknown;
  const client = await townWithCommand(async (interaction) => {
    await interaction.reply('One');
    const body = { type: 4, data: { content: 'Two' } };
    second = await client.rest
      .post(`/interactions/${interaction.id}/${interaction.token}/callback`, { body, auth: false })
      .catch((error) => error);
    await interaction.followUp('Three');
  });
  const anna = town.discord.as(ANNA);
  await anna.command(SOCIAL, 'ping');
  await town.discord.until(() => anna.messages(SOCIAL).length === 2);
  expect(second).toMatchObject({ code: 40060, status: 400 });
  expect(anna.messages(SOCIAL).map(({ content }) => content)).toEqual(['One', 'Three']);
});

it('a token is worth nothing after fifteen minutes', async () => {
  const deferred = new Promise<ChatInputCommandInteraction>((resolve) => {
    void townWithCommand(async (interaction) => {
      await interaction.deferReply();
      resolve(interaction);
    }).then(() => town.discord.as(ANNA).command(SOCIAL, 'ping'));
  });
  const interaction = await deferred;
  await interaction.editReply('In time');
  town.clock.forward(15 * 60_000 + 1);
  await expect(interaction.editReply('Too late')).rejects.toMatchObject({ code: 50027, status: 401 });
});

it('whether an answer is private is fixed at the first answer', async () => {
  await townWithCommand(async (interaction) => {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await interaction.followUp('This fills the deferred answer');
    await interaction.followUp('This is public');
  });
  const anna = town.discord.as(ANNA);
  await anna.command(SOCIAL, 'ping');
  await town.discord.until(() => anna.messages(SOCIAL).length === 2);
  const [first, second] = anna.messages(SOCIAL);
  expect(first).toMatchObject({ content: 'This fills the deferred answer', flags: MessageFlags.Ephemeral });
  expect(second).toMatchObject({ content: 'This is public', flags: 0 });
});

it('a deferred answer shows as thinking until it is filled, and can be deleted', async () => {
  let finish = () => {};
  const held = new Promise<void>((resolve) => {
    finish = resolve;
  });
  await townWithCommand(async (interaction) => {
    await interaction.deferReply();
    await held;
    await interaction.deleteReply();
  });
  const anna = town.discord.as(ANNA);
  await anna.command(SOCIAL, 'ping');
  expect(anna.messages(SOCIAL)[0]?.flags).toBe(MessageFlags.Loading);
  finish();
  await town.discord.until(() => anna.messages(SOCIAL).length === 0);
});

it('a command or button may not be answered with the wrong kind', async () => {
  let refusal: unknown;
  const client = await townWithCommand(async (interaction) => {
    refusal = await client.rest
      .post(`/interactions/${interaction.id}/${interaction.token}/callback`, {
        body: { type: 7, data: { content: 'x' } },
        auth: false,
      })
      .catch((error) => error);
    await interaction.reply({ content: 'Still open', withResponse: true });
  });
  const anna = town.discord.as(ANNA);
  expect(await anna.command(SOCIAL, 'ping')).toMatchObject({ ok: true });
  expect(refusal).toMatchObject({ code: 50035 });
  expect(anna.messages(SOCIAL)).toHaveLength(1);
});

it('an answer that is refused leaves the interaction open for a right one', async () => {
  let refusal: unknown;
  await townWithCommand(async (interaction) => {
    refusal = await interaction.reply('x'.repeat(2001)).catch((error) => error);
    await interaction.reply('Short');
  });
  expect(await town.discord.as(ANNA).command(SOCIAL, 'ping')).toMatchObject({ ok: true });
  expect(refusal).toMatchObject({ code: 50035 });
});
