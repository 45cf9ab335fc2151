/** One bot and two workers as processes of their own, on PostgreSQL and Redis, with workers killed and Redis emptied. */
import { Redis } from 'ioredis';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import { createQueue } from '../../src/queue/bullmq.ts';
import { openServer } from '../../src/store/open/server.ts';
import { type BotProcess, type Build, buildBot } from '../e2e/processes.ts';
import { card, draft, type Seat, slackSeat } from '../e2e/seat.ts';
import { createWorld, type World } from '../e2e/world.ts';
import { startOwnServers } from './own-servers.ts';
import type { Service } from './services.ts';

const LEASE = 1_500;
const DEADLINE = 4_000;

let redis: Service;
let world: World;
let build: Build;
let database: pg.Client;
let workers: BotProcess[] = [];
let ada: Seat;
let ben: Seat;

beforeAll(async () => {
  const servers = await startOwnServers();
  redis = servers.redis;
  [world, build] = await Promise.all([createWorld(servers.environment), buildBot()]);
  database = new pg.Client(servers.databaseUrl);
  await database.connect();
  await build.start(world.environment, 'bot');
  workers = await Promise.all([startWorker(), startWorker()]);
  ada = slackSeat(world, 'ada');
  ben = slackSeat(world, 'ben');
}, 120_000);
afterAll(async () => {
  await build?.remove();
  await world?.close();
  await database?.end();
  await redis?.remove();
});

const startWorker = () => build.start(world.environment, 'worker', { lease: LEASE, deadline: DEADLINE });

async function approve(text: string, at = ''): Promise<number> {
  const post = await draft(ada, { text, to: 'web', ...(at && { at }) });
  await ben.press(await card(ben, post, 'in review'), 'post.approve');
  return post;
}

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString();

/** As each minute does. */
async function sweepNow(): Promise<void> {
  const log = createLog('silent');
  const { pool, close } = await openServer(world.environment.DATABASE_URL ?? '', log, 2);
  const queue = await createQueue({ redisUrl: redis.url, pool, clock: systemClock, log });
  await queue.add('sweep', {});
  await queue.stop(1_000);
  await close();
}

async function count(where: string): Promise<number> {
  const { rows } = await database.query(`select count(*)::int as found from deliveries where ${where}`);
  return rows[0].found;
}

test('many posts due at one instant go out once each, by whichever worker', async () => {
  // Their cards come into the channel no faster than Slack takes them: five at once, then one a second.
  const at = inSeconds(20);
  const texts = Array.from({ length: 12 }, (_, index) => `Crowd ${index}.`);
  for (const text of texts) await approve(text, at);
  await expect.poll(() => world.web.with('Crowd').length, { timeout: 40_000 }).toBe(texts.length);
  await expect.poll(() => count(`state <> 'sent'`)).toBe(0);
  expect(new Set(world.web.asked()).size).toBe(world.web.asked().length);
  for (const post of world.web.with('Crowd')) expect(post.at).toBeGreaterThanOrEqual(Date.parse(at));
}, 60_000);

test('of two workers one is killed in mid-send, and all goes out exactly once', async () => {
  // One worker alone, so that it is known who holds what.
  const [first, other] = workers;
  await other?.stop();
  const held = [world.web.hold(), world.web.hold(), world.web.hold()];
  const posts = [await approve('Held 1.'), await approve('Held 2.'), await approve('Held 3.')];
  await Promise.all(held.map((one) => one.reached));
  const second = await startWorker();
  posts.push(await approve('While the first is busy.'));
  await card(ada, posts.at(-1) ?? 0, 'published');
  await first?.kill();
  // Nobody can know at once that it is dead, and does not only stand still.
  const swept = async () => {
    await sweepNow();
    return count(`state = 'sending'`);
  };
  await expect.poll(swept, { timeout: LEASE + DEADLINE + 5_000, interval: 500 }).toBe(0);
  for (const post of posts) await ada.sees(`Post ${post}: published`, { patience: 10_000 });
  expect(world.web.with('Held')).toHaveLength(3);
  expect(world.web.with('While the first')).toHaveLength(1);
  workers = [second, await startWorker()];
}, 60_000);

test('a worker that lives holds on to what it sends, however long that takes', async () => {
  const held = world.web.hold();
  const post = await approve('Slow.');
  await held.reached;
  const since = Date.now();
  await expect.poll(() => Date.now() - since, { timeout: 10_000, interval: 250 }).toBeGreaterThan(2 * LEASE);
  await sweepNow();
  expect(await count(`state = 'sending' and lease_until > clock_timestamp()`)).toBe(1);
  held.release();
  await ada.sees(`Post ${post}: published`, { patience: 10_000 });
  const [live] = world.web.with('Slow.');
  expect(world.web.asked().filter((key) => key === live?.key)).toHaveLength(1);
}, 30_000);

test('killed after the claim and before the intent, the post goes out once by another', async () => {
  const at = inSeconds(5);
  const post = await approve('Claimed by the dead.', at);
  await expect.poll(() => count(`state = 'claimed'`), { timeout: 10_000, interval: 50 }).toBe(1);
  await Promise.all(workers.map((worker) => worker.kill()));
  expect(await count(`state = 'claimed' and intent is null`)).toBe(1);
  await expect.poll(() => count(`lease_until < clock_timestamp()`), { timeout: 5_000 }).toBe(1);
  workers = await Promise.all([startWorker(), startWorker()]);
  await ada.sees(`Post ${post}: published`, { patience: 15_000 });
  const [live, ...more] = world.web.with('Claimed by');
  expect(more).toEqual([]);
  expect(live?.at).toBeGreaterThanOrEqual(Date.parse(at));
}, 60_000);

test('of several corrections that are begun at once one is open, and the others are told which', async () => {
  const post = await approve('For 30 euros.');
  await card(ada, post, 'published');
  const begun = ['20', '21', '22', '23'].map((price) =>
    ada.command('post correct', { id: String(post), text: `For ${price} euros.` }),
  );
  await Promise.all(begun);
  const told = () =>
    ada.messages().filter(({ words }) => words.includes(`is correcting post ${post} already`));
  await expect.poll(() => told().length, { timeout: 10_000 }).toBe(begun.length - 1);
  const open = async () => {
    const { rows } = await database.query('select id, stage from posts where corrects = $1', [post]);
    return rows;
  };
  await expect.poll(open).toEqual([{ id: expect.anything(), stage: 'in_review' }]);
  const [one] = await open();
  await card(ben, Number(one.id), 'in review');
  // Nothing of this is told any more when the next test begins.
  await ada.sees(`Post ${one.id} is in review`, { isPrivate: true });
});

test('Redis emptied between the approval and its time: the sweep finds the post, and it goes out on time', async () => {
  const at = inSeconds(8);
  const post = await approve('Forgotten by Redis.', at);
  await card(ada, post, 'scheduled');
  const client = new Redis(redis.url);
  await client.flushall();
  client.disconnect();
  await sweepNow();
  await ada.sees(`Post ${post}: published`, { patience: 15_000 });
  const [live, ...more] = world.web.with('Forgotten by');
  expect(more).toEqual([]);
  expect((live?.at ?? 0) - Date.parse(at)).toBeGreaterThanOrEqual(0);
  expect((live?.at ?? 0) - Date.parse(at)).toBeLessThan(10_000);
}, 30_000);
