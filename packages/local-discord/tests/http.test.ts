/** Rate limits, ordered faults, moderation, and separate worlds. */
import { type Client, RESTEvents, type TextChannel } from 'discord.js';
import { afterEach, describe, expect, it } from 'vitest';
import { ANNA, BEN, GUILD, OWNER, openTown, SOCIAL, TOKEN, type Town } from './town.ts';

let town: Town;
afterEach(() => town.close());

const SEND = 'POST /channels/{channel_id}/messages';

async function channelOf(client: Client): Promise<TextChannel> {
  return (await client.channels.fetch(SOCIAL)) as TextChannel;
}

describe('rate limits', () => {
  it('are told in advance, and discord.js waits for them without one refusal', async () => {
    town = await openTown({ rateLimits: { routes: { [SEND]: { limit: 2, perMs: 150 } } } });
    const channel = await channelOf(await town.login());
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map((text) => channel.send(text)));
    expect(town.discord.as(ANNA).messages(SOCIAL)).toHaveLength(5);
    expect(town.discord.traffic().byStatus['429']).toBeUndefined();
  });

  it('are enforced on a client that does not wait, with 429 and Retry-After', async () => {
    town = await openTown({ rateLimits: {} });
    const send = () =>
      fetch(`${town.discord.apiUrl}/v10/channels/${SOCIAL}/messages`, {
        method: 'POST',
        headers: { authorization: `Bot ${TOKEN}`, 'content-type': 'application/json' },
        body: JSON.stringify({ content: 'x' }),
      });
    const statuses = [];
    for (let count = 0; count < 5; count++) statuses.push((await send()).status);
    const refused = await send();
    expect(statuses).toEqual([200, 200, 200, 200, 200]);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.headers.get('x-ratelimit-scope')).toBe('user');
    expect(await refused.json()).toMatchObject({
      message: 'You are being rate limited.',
      global: false,
      retry_after: expect.any(Number),
    });
  });

  it('over all routes are waited for too', async () => {
    town = await openTown({ rateLimits: { globalPerSecond: 3 } });
    const responses = await Promise.all(
      Array.from({ length: 5 }, () =>
        fetch(`${town.discord.apiUrl}/v10/users/@me`, { headers: { authorization: `Bot ${TOKEN}` } }),
      ),
    );
    const refused = responses.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(2);
    expect(refused[0]?.headers.get('x-ratelimit-global')).toBe('true');
  });

  it('ordered by a test make discord.js wait and send again', async () => {
    town = await openTown();
    const client = await town.login();
    const channel = await channelOf(client);
    const waited: number[] = [];
    client.rest.on(RESTEvents.RateLimited, ({ retryAfter }) => waited.push(retryAfter));
    town.discord.faults.next(SEND, { status: 429, retryAfter: 0.05 });
    await channel.send('Patient');
    expect(town.discord.as(ANNA).messages(SOCIAL)).toHaveLength(1);
    expect(town.discord.traffic().byRoute[SEND]).toBe(2);
  });
});

describe('ordered faults', () => {
  it.each([
    ['before', 0],
    ['after', 1],
  ] as const)('lose the answer %s the effect', async (when, messages) => {
    town = await openTown();
    const client = await town.login();
    const channel = await channelOf(client);
    client.rest.options.retries = 0;
    town.discord.faults.next(SEND, { loseAnswer: when });
    await expect(channel.send('Was it sent?')).rejects.toThrow();
    expect(town.discord.as(ANNA).messages(SOCIAL)).toHaveLength(messages);
  });

  it('cut an answer in its middle', async () => {
    town = await openTown();
    const client = await town.login();
    const channel = await channelOf(client);
    client.rest.options.retries = 0;
    town.discord.faults.next(SEND, { cut: true });
    await expect(channel.send('Cut')).rejects.toThrow();
    expect(town.discord.as(ANNA).messages(SOCIAL)).toHaveLength(1);
  });

  it('answer with a status, once', async () => {
    town = await openTown();
    const channel = await channelOf(await town.login());
    town.discord.faults.next(SEND, { status: 403, body: { message: 'Missing Permissions', code: 50013 } });
    await expect(channel.send('x')).rejects.toMatchObject({ code: 50013 });
    await channel.send('y');
    expect(town.discord.traffic().last.at(-1)).toMatchObject({
      route: SEND,
      status: 200,
      body: { content: 'y' },
    });
  });
});

describe('moderation', () => {
  it('times a member out, who can then not write', async () => {
    town = await openTown();
    const client = await town.login();
    const member = await client.guilds.cache.get(GUILD)?.members.fetch(ANNA);
    await member?.timeout(60_000 + Date.parse('2026-11-23T09:00:00Z') - Date.now(), 'Rude');
    const anna = town.discord.as(ANNA);
    expect(await anna.say(SOCIAL, 'But')).toMatchObject({ ok: false });
    expect(town.discord.auditLog()).toMatchObject([
      { action: 'member-timeout', targetId: ANNA, reason: 'Rude' },
    ]);
    town.clock.forward(61_000);
    expect(await anna.say(SOCIAL, 'Better')).toMatchObject({ ok: true });
  });

  it('is refused above the bot, for over 28 days, and for strangers', async () => {
    town = await openTown();
    const { rest } = await town.login();
    const body = (days: number) => ({
      body: { communication_disabled_until: new Date(town.clock.now() + days * 86_400_000).toISOString() },
    });
    await expect(rest.patch(`/guilds/${GUILD}/members/${OWNER}`, body(1))).rejects.toMatchObject({
      code: 50013,
    });
    await expect(rest.patch(`/guilds/${GUILD}/members/${ANNA}`, body(29))).rejects.toMatchObject({
      code: 50035,
    });
    await expect(rest.patch(`/guilds/${GUILD}/members/100000000000000099`, body(1))).rejects.toMatchObject({
      code: 10007,
    });
    await expect(
      rest.patch(`/guilds/${GUILD}/members/${ANNA}`, { body: { communication_disabled_until: 'soon' } }),
    ).rejects.toMatchObject({ code: 50035 });
  });

  it('bans with a reason and takes the messages away, and lifts', async () => {
    town = await openTown();
    const client = await town.login();
    const guild = client.guilds.cache.get(GUILD);
    await town.discord.as(BEN).say(SOCIAL, 'Spam');
    await guild?.members.ban(BEN, { reason: 'Spam', deleteMessageSeconds: 3600 });
    expect(town.discord.as(ANNA).messages(SOCIAL)).toEqual([]);
    expect((await guild?.bans.fetch(BEN))?.reason).toBe('Spam');
    expect(() => town.discord.guild.join({ user: { id: BEN, username: 'ben' } })).toThrow('banned');
    await guild?.bans.remove(BEN);
    await expect(guild?.bans.fetch({ user: BEN, force: true })).rejects.toMatchObject({ code: 10026 });
  });
});

describe('two local Discords in one process', () => {
  it('share nothing', async () => {
    town = await openTown();
    const other = await openTown();
    const channel = await channelOf(await town.login());
    await channel.send('Here');
    expect(other.discord.as(ANNA).messages(SOCIAL)).toEqual([]);
    expect(other.discord.traffic().requests).toBe(0);
    await other.close();
  });

  it('serve what is not Discord’s from the page', async () => {
    town = await openTown({ fallback: (request) => new Response(`page ${new URL(request.url).pathname}`) });
    const origin = town.discord.apiUrl.replace('/api', '');
    expect(await (await fetch(`${origin}/playground`)).text()).toBe('page /playground');
    expect((await fetch(`${town.discord.apiUrl}/v10/voice/regions`)).status).toBe(404);
  });
});
