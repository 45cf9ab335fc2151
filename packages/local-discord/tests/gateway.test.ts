/** Sessions, intents, resuming and reconnecting, over a real discord.js client. */
import {
  type ClientOptions,
  Events,
  GatewayIntentBits,
  type Message,
  type MessageReaction,
} from 'discord.js';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { ANNA, BEN, BOT, EDITORS, newClient, nextEvent, openTown, SOCIAL, TOKEN, type Town } from './town.ts';

let town: Town;
afterEach(() => town.close());

describe('logging in', () => {
  it('brings the guild with its channels, roles and members', async () => {
    town = await openTown();
    const client = await town.login();
    const guild = client.guilds.cache.first();
    expect(client.user).toMatchObject({ id: BOT, username: 'Bellwether', bot: true });
    expect(guild?.channels.cache.map(({ name }) => name).sort()).toEqual(['social', 'staff']);
    expect(guild?.roles.cache.get(EDITORS)?.name).toBe('Editors');
    expect((await guild?.members.fetch())?.size).toBe(4);
    expect((await guild?.members.fetch({ query: 'an', limit: 5 }))?.first()?.id).toBe(ANNA);
  });

  it('is refused with a wrong token', async () => {
    town = await openTown();
    await expect(newClient(town.discord).login('wrong')).rejects.toThrow(/invalid token/i);
    expect(await closeCode(town, { token: 'wrong', intents: 1, properties: {} })).toBe(4004);
  });

  it('is refused with an intent that the app does not have', async () => {
    town = await openTown({
      application: { id: '1', botUserId: BOT, token: TOKEN, intents: { messageContent: false } },
    });
    const client = newClient(town.discord);
    await expect(client.login(TOKEN)).rejects.toThrow(/disallowed intents/i);
    await client.destroy();
  });

  it.each([
    ['something before it says who it is', { op: 8, d: {} }, 4003],
    ['an unknown op', { op: 99, d: {} }, 4003],
    ['no JSON object', 'x', 4002],
    ['unknown intents', { op: 2, d: { token: TOKEN, intents: 2 ** 30, properties: {} } }, 4013],
    [
      'a shard that cannot be',
      { op: 2, d: { token: TOKEN, intents: 1, properties: {}, shard: [3, 2] } },
      4010,
    ],
    ['a sequence from the future', { op: 6, d: { token: 'wrong', session_id: 'x', seq: 3 } }, 4004],
  ])('a client that sends %s is closed', async (_what, payload, code) => {
    town = await openTown();
    expect(await closeCode(town, undefined, payload)).toBe(code);
  });
});

describe('events', () => {
  it('reach every session', async () => {
    town = await openTown();
    const clients = [await town.login(), await town.login()];
    const heard = clients.map((client) => nextEvent<Message>(client, Events.MessageCreate));
    await town.discord.as(ANNA).say(SOCIAL, 'Good morning');
    expect((await Promise.all(heard)).map(({ content }) => content)).toEqual([
      'Good morning',
      'Good morning',
    ]);
  });

  it('carry no content without the intent, except mentions, direct messages and own ones', async () => {
    town = await openTown();
    const { Guilds, GuildMessages, DirectMessages } = GatewayIntentBits;
    const client = await town.login({ intents: [Guilds, GuildMessages, DirectMessages] });
    const heard: string[] = [];
    client.on(Events.MessageCreate, ({ content }) => heard.push(content));
    const anna = town.discord.as(ANNA);
    await anna.say(SOCIAL, 'Secret');
    await anna.say(SOCIAL, `Hey <@${BOT}>`);
    await anna.say(anna.directChannel(), 'Direct');
    const last = nextEvent<Message>(client, Events.MessageCreate, ({ author }) => author.id === BOT);
    await client.rest.post(`/channels/${SOCIAL}/messages`, { body: { content: 'Own' } });
    await last;
    expect(heard).toEqual(['', `Hey <@${BOT}>`, 'Direct', 'Own']);
  });

  it('tell of reactions, and of members who come, change and go', async () => {
    town = await openTown();
    const client = await town.login();
    const anna = town.discord.as(ANNA);
    const { message } = await anna.say(SOCIAL, 'Vote');
    const reaction = nextEvent<MessageReaction>(client, Events.MessageReactionAdd);
    await town.discord.as(BEN).react(message?.id ?? '', '👍');
    expect((await reaction).emoji.name).toBe('👍');
    const heard: string[] = [];
    client.on(Events.GuildMemberAdd, (member) => heard.push(`+${member.user.username}`));
    client.on(Events.GuildMemberUpdate, (_before, member) => heard.push(`~${member.nickname}`));
    const left = nextEvent(client, Events.GuildMemberRemove);
    town.discord.guild.join({ user: { id: '100000000000000013', username: 'cleo' } });
    town.discord.guild.change('100000000000000013', { nick: 'C' });
    town.discord.guild.leave('100000000000000013');
    await left;
    expect(heard).toEqual(['+cleo', '~C']);
  });
});

describe('a connection', () => {
  it('that is cut resumes, and what was missed is replayed', async () => {
    town = await openTown();
    const client = await town.login();
    const resumed = nextEvent(client, Events.ShardResume);
    const missed = nextEvent<Message>(client, Events.MessageCreate);
    town.discord.gateway.disconnectAll();
    await town.discord.until(() => town.discord.gateway.connected === 0);
    await town.discord.as(ANNA).say(SOCIAL, 'While you were away');
    expect((await missed).content).toBe('While you were away');
    await resumed;
    expect(town.discord.traffic().gateway).toMatchObject({ identifies: 1, resumes: 1 });
  });

  it('that is asked to reconnect resumes', async () => {
    town = await openTown();
    const client = await town.login();
    const resumed = nextEvent(client, Events.ShardResume);
    town.discord.gateway.askToReconnect();
    await resumed;
    expect(town.discord.traffic().gateway).toMatchObject({ identifies: 1, resumes: 1 });
  });

  it('whose session is gone identifies again', async () => {
    town = await openTown();
    // It would wait five seconds between two, as Discord's limits ask for.
    const atOnce = { waitForIdentify: async () => {} };
    const client = await town.login({ ws: { buildIdentifyThrottler: () => atOnce } as ClientOptions['ws'] });
    const ready = nextEvent(client, Events.ShardReady);
    town.discord.gateway.invalidateSessions();
    await ready;
    expect(town.discord.traffic().gateway).toMatchObject({ identifies: 2, resumes: 0 });
  });

  it('without heartbeats is closed', async () => {
    town = await openTown({ heartbeatIntervalMs: 20 });
    expect(await closeCode(town, { token: TOKEN, intents: 1, properties: {} })).toBe(4009);
  });

  it('that beats is kept', async () => {
    town = await openTown({ heartbeatIntervalMs: 400 });
    await town.login();
    const beats = await town.discord.until(() => {
      const { gateway } = town.discord.traffic();
      return gateway.heartbeats >= 3 && gateway;
    });
    expect(beats).toMatchObject({ connected: 1, identifies: 1, resumes: 0 });
  });
});

/** Opens a bare socket, sends one payload, and waits for the server to close it. */
function closeCode({ discord }: Town, identify?: object, payload?: unknown): Promise<number> {
  const socket = new WebSocket(
    `${discord.apiUrl.replace('http', 'ws').replace('/api', '')}/gateway?v=10&encoding=json`,
  );
  socket.once('message', () => socket.send(JSON.stringify(payload ?? { op: 2, d: identify })));
  return new Promise((resolve) => socket.once('close', resolve));
}
