/** A local Discord that takes in what another one handed out: the same server after a restart. */
import { deserialize, serialize } from 'node:v8';
import { type Client, Events, MessageFlags } from 'discord.js';
import { expect, onTestFinished, test } from 'vitest';
import { ANNA, APP, openTown, SOCIAL, TOKEN, type Town } from './town.ts';

async function open(before?: Town): Promise<Town> {
  const town = await openTown();
  onTestFinished(() => town.close());
  if (before) town.discord.restoreState(deserialize(serialize(before.discord.snapshotState())));
  return town;
}

async function socialOf(client: Client) {
  const channel = await client.channels.fetch(SOCIAL);
  if (!channel?.isTextBased() || !channel.isSendable()) throw new Error('Nobody can write here.');
  return channel;
}

const ask = ({ discord }: Town, method: string, path: string, body?: object) =>
  fetch(`${discord.apiUrl}/v10${path}`, {
    method,
    headers: { authorization: `Bot ${TOKEN}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });

test('pins, registered commands and nonces are there', async () => {
  const before = await open();
  const client = await before.login();
  const command = { name: 'post', description: 'Writes a post' };
  const { id } = await client.application.commands.create(command);
  const draft = { content: 'Pinned', nonce: 'a-nonce', enforceNonce: true };
  const message = await (await socialOf(client)).send(draft);
  await message.pin();
  const after = await open(before);
  const again = await after.login();
  expect([...(await again.application.commands.fetch()).keys()]).toEqual([id]);
  const social = await socialOf(again);
  expect((await social.send(draft)).id).toBe(message.id);
  expect((await social.messages.fetch(message.id)).pinned).toBe(true);
  expect(after.discord.as(ANNA).messages(SOCIAL)).toHaveLength(1);
});

test('ids go on, though the clock went back', async () => {
  const before = await open();
  before.clock.forward(60_000);
  const first = await (await socialOf(await before.login())).send('First');
  const after = await open(before);
  const second = await (await socialOf(await after.login())).send('Second');
  expect(BigInt(second.id) > BigInt(first.id)).toBe(true);
});

test('the token of an answered interaction still allows a follow-up, for its fifteen minutes', async () => {
  const before = await open();
  const client = await before.login();
  await client.application.commands.create({ name: 'post', description: 'Writes a post' });
  const token = new Promise<string>((resolve) => {
    client.on(Events.InteractionCreate, async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      resolve(interaction.token);
    });
  });
  await before.discord.as(ANNA).command(SOCIAL, 'post');
  const after = await open(before);
  const path = `/webhooks/${APP}/${await token}`;
  expect((await ask(after, 'PATCH', `${path}/messages/@original`, { content: 'Done' })).status).toBe(200);
  expect(after.discord.as(ANNA).messages(SOCIAL)).toMatchObject([{ content: 'Done' }]);
  after.clock.forward(16 * 60_000);
  expect((await ask(after, 'POST', path, { content: 'Too late' })).status).toBe(401);
});

test('who is gone, banned or of another role is so still', async () => {
  const before = await open();
  before.discord.guild.leave(ANNA);
  const after = await open(before);
  const answer = await ask(after, 'GET', `/guilds/100000000000000001/members/${ANNA}`);
  expect(await answer.json()).toMatchObject({ code: 10007 });
});

test('what is no state of a Discord is refused', async () => {
  const { discord } = await open();
  expect(() => discord.restoreState({})).toThrow();
  expect(() =>
    discord.restoreState({ ...(discord.snapshotState() as object), messages: new Map([['1', 'x']]) }),
  ).toThrow();
});
