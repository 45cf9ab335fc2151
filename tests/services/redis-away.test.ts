/** Redis gone, or there and mute: posts go out all the same, by each worker's own look at the database. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readEnvironment } from '../../config/env.ts';
import { createLog } from '../../src/kit/log.ts';
import { type House, openHouse } from '../../src/main/house.ts';
import { card, draft, type Seat, slackSeat } from '../e2e/seat.ts';
import { createWorld, type World } from '../e2e/world.ts';
import { startOwnServers } from './own-servers.ts';
import type { Service } from './services.ts';

const HEARTBEAT = 500;

let redis: Service;
let world: World;
let worker: House;
let ada: Seat;
let ben: Seat;

beforeAll(async () => {
  const servers = await startOwnServers();
  redis = servers.redis;
  world = await createWorld(servers.environment);
  await world.open('bot');
  worker = await openWorker();
  ada = slackSeat(world, 'ada');
  ben = slackSeat(world, 'ben');
});
afterAll(async () => {
  await worker?.stop();
  await world?.close();
  await redis?.remove();
});

function openWorker(): Promise<House> {
  const environment = readEnvironment(world.environment);
  return openHouse('worker', environment, createLog(environment.logLevel), {
    clock: world.clock,
    heartbeat: HEARTBEAT,
  });
}

/** Time enough for Redis to be gone before anybody works on it. */
const SOON = 5_000;

async function approve(text: string): Promise<{ post: number; at: number }> {
  const at = world.clock.now() + SOON;
  const post = await draft(ada, { text, to: 'web', at: new Date(at).toISOString() });
  await ben.press(await card(ben, post, 'in review'), 'post.approve');
  await card(ada, post, 'scheduled');
  return { post, at };
}

/** On time, as when Redis is there, but for what the worker's look takes. */
async function goesOut(text: string, at: number): Promise<void> {
  await expect.poll(() => world.web.with(text).length, { timeout: SOON + 3_000, interval: 50 }).toBe(1);
  const [live] = world.web.with(text);
  expect(live?.at).toBeGreaterThanOrEqual(at);
  expect((live?.at ?? 0) - at).toBeLessThan(2_000);
}

test('a post that falls due while Redis is gone goes out, and its card follows when Redis is back', async () => {
  const { post, at } = await approve('Without Redis.');
  await redis.kill();
  // Whatever comes of it, the next test needs it.
  await goesOut('Without Redis.', at).finally(redis.start);
  // As the sweep of each minute does, which the new Redis knows of when it is told again.
  await world.pass(0);
  await card(ada, post, 'published');
});

test('a post that falls due while Redis does not answer goes out, once', async () => {
  const { post, at } = await approve('Mute Redis.');
  redis.pause();
  await goesOut('Mute Redis.', at).finally(redis.resume);
  await world.pass(0);
  await card(ada, post, 'published');
  expect(world.web.with('Mute Redis.')).toHaveLength(1);
});

test('a worker that is asked to stop while Redis does not answer hands back what it could not finish', async () => {
  const held = world.web.hold();
  await approve('Held.');
  redis.pause();
  await held.reached;
  const since = Date.now();
  await worker.stop();
  expect(Date.now() - since).toBeLessThan(10_000);
  expect(await count(`state = 'sending' and lease_until < clock_timestamp()`)).toBe(1);
  held.release();
  redis.resume();
});

async function count(where: string): Promise<number> {
  const found = await world.app().database.execute(`select 1 from deliveries where ${where}`);
  return found.rows.length;
}
