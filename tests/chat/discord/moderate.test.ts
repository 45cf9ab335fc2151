/** What the bot does as a moderator of a local Discord: every ending by its name, the truth asked after a lost answer. */

import { createLocalDiscord, type LocalDiscord } from '@bellwether/local-discord';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDiscordSpeakers } from '../../../src/chat/discord/index.ts';
import type { Moderator } from '../../../src/chat/moderating.ts';
import { MovableClock } from '../../../src/kit/clock.ts';
import { createLog } from '../../../src/kit/log.ts';

const GUILD = '1000000000000000001';
const CHANNEL = '1000000000000000002';
const BOTS = '1000000000000000003';
const CHIEFS = '1000000000000000004';
const BOT = '1000000000000000005';
const OWNER = '1000000000000000006';
const CHIEF = '1000000000000000007';
const NIA = '1000000000000000008';
const NOBODY = '1000000000000000099';
const TOKEN = 'local.token';
const HOUR = 3_600_000;

const P = { kick: 1n << 1n, ban: 1n << 2n, channels: 1n << 4n, view: 1n << 10n, send: 1n << 11n };
const ALL_OF_IT =
  P.kick | P.ban | P.channels | P.view | P.send | (1n << 7n) | (1n << 13n) | (1n << 16n) | (1n << 28n);
const MORE = (1n << 34n) | (1n << 35n) | (1n << 36n) | (1n << 38n) | (1n << 40n);

let discord: LocalDiscord;
let clock: MovableClock;
let moderator: Moderator;
let close: () => Promise<void>;

async function open(permissions = ALL_OF_IT | MORE): Promise<void> {
  clock = new MovableClock();
  discord = createLocalDiscord({
    clock,
    guild: {
      ...{ id: GUILD, name: 'Team', ownerId: OWNER },
      roles: [
        { id: BOTS, name: 'bots', position: 5, permissions },
        { id: CHIEFS, name: 'chiefs', position: 9, permissions: P.ban | P.kick | (1n << 40n) | (1n << 13n) },
      ],
      members: [
        { user: { id: BOT, username: 'bell' }, roles: [BOTS] },
        { user: { id: OWNER, username: 'owen' } },
        { user: { id: CHIEF, username: 'cher' }, roles: [CHIEFS] },
        { user: { id: NIA, username: 'nia' } },
      ],
      channels: [{ id: CHANNEL, name: 'social' }],
    },
    application: { id: '1000000000000000010', botUserId: BOT, token: TOKEN },
    rateLimits: 'off',
  });
  await discord.start();
  const log = createLog('silent');
  const media = async () => ({ bytes: new Uint8Array(), contentType: 'image/png', name: 'x' });
  const speakers = createDiscordSpeakers({
    ...{ token: TOKEN, apiUrl: discord.apiUrl, guild: GUILD, log, clock, media },
    deadline: 2_000,
  });
  moderator = speakers.moderator;
  close = async () => {
    await speakers.messenger.close();
    await discord.stop();
  };
}

beforeEach(() => open());
afterEach(() => close());

const lastAudit = () => discord.auditLog().at(-1);
const lose = (route: string, loseAnswer: 'before' | 'after' = 'after') =>
  discord.faults.next(route, { loseAnswer });
const say = async (text: string, user = NIA) => {
  const { message } = await discord.as(user).say(CHANNEL, text);
  return message?.id ?? '';
};

describe('a timeout', () => {
  const MEMBER = 'PATCH /guilds/{guild_id}/members/{user_id}';

  test('is set with its reason, known at once, and taken away', async () => {
    const until = clock.now() + HOUR;
    expect(await moderator.timeout(NIA, until, 'Spam (case 7)')).toEqual({ kind: 'done' });
    expect(lastAudit()).toMatchObject({ action: 'member-timeout', targetId: NIA, reason: 'Spam (case 7)' });
    expect(await moderator.memberOf(NIA)).toMatchObject({ timeoutUntil: until });
    expect(await discord.as(NIA).say(CHANNEL, 'But')).toMatchObject({ ok: false });
    expect(await moderator.removeTimeout(NIA, 'Sorry')).toEqual({ kind: 'done' });
    expect(await moderator.memberOf(NIA)).toMatchObject({ timeoutUntil: null });
  });

  test('that is over is none, though Discord leaves it where it was', async () => {
    await moderator.timeout(NIA, clock.now() + HOUR, 'Spam');
    clock.moveTo(clock.now() + 2 * HOUR);
    expect(await moderator.memberOf(NIA)).toMatchObject({ timeoutUntil: null });
  });

  test('of somebody who stands higher, of the owner and of a stranger is told apart', async () => {
    const until = clock.now() + HOUR;
    expect(await moderator.timeout(CHIEF, until, '')).toMatchObject({
      ...{ kind: 'above', message: expect.stringContaining('cher stands as high as the bot or higher') },
    });
    expect(await moderator.timeout(OWNER, until, '')).toMatchObject({
      ...{ kind: 'above', message: expect.stringContaining('owen owns the server') },
    });
    expect(await moderator.timeout(NOBODY, until, '')).toMatchObject({ kind: 'unknown_member' });
    expect(await moderator.timeout(NIA, clock.now() + 29 * 24 * HOUR, '')).toMatchObject({ kind: 'refused' });
  });

  test('without the right is told with the name of the permission', async () => {
    await close();
    await open(ALL_OF_IT);
    expect(await moderator.timeout(NIA, clock.now() + HOUR, '')).toMatchObject({
      ...{ kind: 'not_permitted', message: expect.stringContaining('Timeout Members') },
    });
  });

  test('whose answer is lost is looked at: done, not done, or nobody can say', async () => {
    const until = clock.now() + HOUR;
    lose(MEMBER);
    expect(await moderator.timeout(NIA, until, '')).toEqual({ kind: 'done' });
    lose(MEMBER, 'before');
    expect(await moderator.timeout(NIA, until + HOUR, '')).toMatchObject({
      ...{ kind: 'unreachable', retryAfter: expect.any(Number) },
    });
    lose(MEMBER);
    // What only reads is asked again, twice.
    for (const _ of [1, 2, 3]) lose('GET /guilds/{guild_id}/members/{user_id}');
    expect(await moderator.timeout(NIA, until + HOUR, '')).toMatchObject({ kind: 'lost' });
  });

  test('that Discord asks to wait with says how long', async () => {
    discord.faults.next(MEMBER, { status: 429, retryAfter: 20 });
    const outcome = await moderator.timeout(NIA, clock.now() + HOUR, '');
    expect(outcome).toMatchObject({ kind: 'rate_limited' });
    expect('retryAfter' in outcome && outcome.retryAfter).toBeGreaterThanOrEqual(20_000);
  });
});

describe('a kick and a ban', () => {
  test('a kick takes somebody out once', async () => {
    lose('DELETE /guilds/{guild_id}/members/{user_id}');
    expect(await moderator.kick(NIA, 'Enough')).toEqual({ kind: 'done' });
    expect(await moderator.memberOf(NIA)).toBeUndefined();
    expect(await moderator.kick(NIA, 'Enough')).toMatchObject({ kind: 'unknown_member' });
    expect(await moderator.kick(CHIEF, 'Enough')).toMatchObject({ kind: 'above' });
  });

  test('a ban holds with its reason, takes messages along, is lifted, and each is done once', async () => {
    await say('Buy this');
    expect(await moderator.ban(NIA, 'Spam', 3_600)).toEqual({ kind: 'done' });
    expect(discord.as(OWNER).messages(CHANNEL)).toEqual([]);
    expect(await moderator.banOf(NIA)).toEqual({ reason: 'Spam' });
    expect(await moderator.ban(NIA, 'Spam')).toEqual({ kind: 'done' });
    lose('DELETE /guilds/{guild_id}/bans/{user_id}');
    expect(await moderator.unban(NIA, 'Appeal')).toEqual({ kind: 'done' });
    expect(await moderator.unban(NIA, 'Appeal')).toEqual({ kind: 'already' });
    expect(await moderator.banOf(NIA)).toBeUndefined();
  });

  test('to lift a ban that is none, of somebody who stands higher, is done already', async () => {
    expect(await moderator.unban(CHIEF, 'Appeal')).toEqual({ kind: 'already' });
  });

  test('a reason that is too long is cut, with its signs whole', async () => {
    await moderator.ban(NIA, '🦊'.repeat(600));
    const reason = lastAudit()?.reason ?? '';
    expect([...reason]).toHaveLength(512);
    expect(reason.endsWith('🦊…')).toBe(true);
  });
});

describe('deleting', () => {
  test('one message that is gone already, or whose answer is lost, is done', async () => {
    const id = await say('Buy this');
    lose('DELETE /channels/{channel_id}/messages/{message_id}');
    expect(await moderator.deleteMessage(CHANNEL, id, 'Spam')).toEqual({ kind: 'done' });
    expect(await moderator.deleteMessage(CHANNEL, id, 'Spam')).toEqual({ kind: 'already' });
    expect(await moderator.deleteMessage(NOBODY, id, 'Spam')).toMatchObject({ kind: 'unknown_channel' });
  });

  test('many messages go in few requests, the old ones by themselves', async () => {
    const old = await say('Long ago');
    clock.moveTo(clock.now() + 15 * 24 * HOUR);
    const young = await Promise.all(Array.from({ length: 5 }, (_, index) => say(`Buy ${index}`)));
    const deleted = await moderator.deleteMessages(CHANNEL, [old, ...young, old], 'Raid');
    expect(deleted.left).toEqual([]);
    expect(deleted.gone.toSorted()).toEqual([old, ...young].toSorted());
    expect(discord.as(OWNER).messages(CHANNEL)).toEqual([]);
    expect(discord.auditLog().filter(({ action }) => action === 'message-bulk-delete')).toHaveLength(1);
  });

  test('what could not be deleted is told with the reason', async () => {
    const ids = [await say('One'), await say('Two')];
    discord.faults.next('POST /channels/{channel_id}/messages/bulk-delete', { status: 429, retryAfter: 9 });
    const { gone, left } = await moderator.deleteMessages(CHANNEL, ids, 'Raid');
    expect(gone).toEqual([]);
    expect(left).toMatchObject([{ messages: ids, outcome: { kind: 'rate_limited' } }]);
  });
});

describe('slow mode and locks', () => {
  test('slow mode is set', async () => {
    expect(await moderator.slowmode(CHANNEL, 30, 'Raid')).toEqual({ kind: 'done' });
    const channel = discord
      .as(NIA)
      .channels()
      .find(({ id }) => id === CHANNEL);
    expect(channel?.rate_limit_per_user).toBe(30);
  });

  test('a locked channel is opened exactly as it was', async () => {
    const locked = await moderator.lock(CHANNEL, 'Raid');
    expect(locked).toMatchObject({ kind: 'done' });
    expect(await discord.as(NIA).say(CHANNEL, 'Hello')).toMatchObject({ ok: false });
    expect(await moderator.lock(CHANNEL, 'Raid')).toMatchObject({ kind: 'already' });
    const lock = 'lock' in locked ? locked.lock : {};
    expect(await moderator.unlock(CHANNEL, JSON.parse(JSON.stringify(lock)), 'Over')).toEqual({
      kind: 'done',
    });
    expect(await moderator.unlock(CHANNEL, lock, 'Over')).toEqual({ kind: 'already' });
    expect(await discord.as(NIA).say(CHANNEL, 'Hello')).toMatchObject({ ok: true });
    const channel = discord
      .as(NIA)
      .channels()
      .find(({ id }) => id === CHANNEL);
    expect(channel?.permission_overwrites).toEqual([]);
  });

  test('what somebody changed since is left, and told', async () => {
    const locked = await moderator.lock(CHANNEL, 'Raid');
    discord.guild.setOverwrite(CHANNEL, { id: GUILD, type: 0, deny: P.send | (1n << 6n) });
    const lock = 'lock' in locked ? locked.lock : {};
    expect(await moderator.unlock(CHANNEL, lock, 'Over')).toMatchObject({ kind: 'changed' });
    expect(await discord.as(NIA).say(CHANNEL, 'Hello')).toMatchObject({ ok: false });
  });

  test('a thread is locked as such', async () => {
    const thread = discord.as(NIA).openThread(CHANNEL, 'Quarrel');
    expect(await moderator.lock(thread, 'Cool down')).toEqual({ kind: 'done', lock: {} });
    expect(await discord.as(NIA).say(thread, 'But')).toMatchObject({ ok: false });
    expect(await moderator.unlock(thread, {}, 'Go on')).toEqual({ kind: 'done' });
  });
});

test('where people stand is told from their roles', async () => {
  expect(await moderator.ownStanding()).toMatchObject({
    user: BOT,
    position: 5,
    isBot: true,
    isOwner: false,
  });
  const chief = await moderator.memberOf(CHIEF);
  expect(chief).toMatchObject({ position: 9, roles: [CHIEFS] });
  expect([...(chief?.may ?? [])].sort()).toEqual(['ban', 'kick', 'manage_messages', 'timeout']);
  expect(await moderator.memberOf(OWNER)).toMatchObject({ isOwner: true, position: 0 });
  expect(await moderator.memberOf(NOBODY)).toBeUndefined();
});

test('what a person does by hand stands in the audit log, and is refused above them', async () => {
  const chief = discord.as(CHIEF);
  expect(await chief.ban(NIA, 'Rude')).toMatchObject({ ok: true });
  expect(lastAudit()).toMatchObject({ action: 'member-ban', actorId: CHIEF, targetId: NIA, reason: 'Rude' });
  expect(await chief.unban(NIA)).toMatchObject({ ok: true });
  expect(await chief.kick(OWNER)).toMatchObject({ ok: false });
  expect(await discord.as(BOT).kick(CHIEF)).toMatchObject({ ok: false });
});
