/** The queue on real servers: the contract of all, and how it bears the loss of workers and of servers. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { describe, expect, inject, test } from 'vitest';
import { systemClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import { createQueue } from '../../src/queue/bullmq.ts';
import { done } from '../../src/queue/job.ts';
import { openServer } from '../../src/store/open/server.ts';
import { queueContract } from '../contract/queue.ts';
import { collector } from '../contract/signal.ts';
import { createDatabase, makePostgres, makeRedis } from './services.ts';

const log = createLog('silent');
const clock = systemClock;

/** Where a queue lives: on PostgreSQL alone, or on Redis. */
async function place(on: 'PostgreSQL' | 'Redis', servers: { postgres?: string; redis?: string } = {}) {
  const databaseUrl = servers.postgres ?? (await createDatabase(inject('postgresUrl')));
  const redis = on === 'Redis' ? { redisUrl: servers.redis ?? inject('redisUrl') } : {};
  const prefix = `test-${randomUUID()}`;
  const { pool, close } = await openServer(databaseUrl, log, 20);
  const queue = (own = {}) => createQueue({ pool, clock, log, prefix, ...redis, ...own });
  return { databaseUrl, ...redis, prefix, pool, queue, stop: close };
}

queueContract('BullMQ on PostgreSQL', async () => {
  const { queue, stop } = await place('PostgreSQL');
  return { queue: (own = clock) => queue({ clock: own }), stop };
});

queueContract('BullMQ on Redis', async () => {
  const { queue, stop } = await place('Redis');
  return { queue: (own = clock) => queue({ clock: own }), stop };
});

describe.each(['PostgreSQL', 'Redis'] as const)('on %s', (on) => {
  test('the job of a killed worker is run by another within seconds', async () => {
    const here = await place(on);
    const child = spawnWorker(here, 'orphan');
    const queue = await here.queue();
    const began = once(child.stdout, 'data');
    await queue.add('orphan', { n: 1 }, { key: 'k' });
    await began;
    child.kill('SIGKILL');
    await once(child, 'exit');
    const since = Date.now();
    const runs = collector<unknown>();
    await queue.work([noting('orphan', runs)]);
    expect(await runs.reach(1)).toEqual([{ n: 1 }]);
    expect(Date.now() - since).toBeLessThan(15_000);
    await queue.stop(1_000);
    await here.stop();
  });

  test('thirty jobs listen on one connection of PostgreSQL', async () => {
    const here = await place(on);
    const queue = await here.queue();
    const runs = collector<unknown>();
    const names = Array.from({ length: 30 }, (_, n) => `job-${n}`);
    await queue.work(names.map((name) => noting(name, runs)));
    for (const name of names) await queue.add(name, { name });
    await runs.reach(names.length);
    const { rows } = await here.pool.query<{ listening: number }>(
      `SELECT count(*)::int AS listening FROM pg_stat_activity WHERE datname = current_database() AND query ILIKE 'listen%'`,
    );
    expect(rows[0]?.listening).toBe(on === 'Redis' ? 0 : 1);
    await queue.stop(1_000);
    await here.stop();
  });
});

test('a listening connection that breaks is made again, and nothing is missed', async () => {
  const here = await place('PostgreSQL');
  const queue = await here.queue();
  const runs = collector<unknown>();
  await queue.work([noting('heard', runs), noting('other', runs)]);
  for (let n = 1; n <= 3; n++) {
    await queue.add('heard', { n });
    await runs.reach(n);
    await here.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND query ILIKE 'listen%' AND pid <> pg_backend_pid()`,
    );
  }
  const since = Date.now();
  await queue.add('heard', { n: 4 });
  await runs.reach(4);
  expect(Date.now() - since).toBeLessThan(3_000);
  await queue.stop(1_000);
  await here.stop();
});

test('PostgreSQL restarted in the middle: what was added is run, and what is added after', async () => {
  const postgres = await makePostgres();
  await postgres.start();
  const here = await place('PostgreSQL', { postgres: postgres.url });
  const queue = await here.queue();
  const runs = collector<unknown>();
  await queue.work([noting('restarted', runs)]);
  await queue.add('restarted', { n: 1 });
  await runs.reach(1);
  await queue.add('restarted', { n: 2 }, { at: Date.now() + 1_500 });
  await postgres.kill();
  await expect(queue.add('restarted', { n: 'lost' })).rejects.toThrow(/does not answer/);
  expect(await queue.fault()).toMatch(/does not answer/);
  await postgres.start();
  await runs.reach(2);
  await queue.add('restarted', { n: 3 });
  expect(await runs.reach(3)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  expect(await queue.fault()).toBeUndefined();
  await queue.stop(1_000);
  await here.stop();
  await postgres.remove();
});

test('Redis not there at the start: adding is refused soon, and all works once it comes', async () => {
  const redis = await makeRedis();
  const here = await place('Redis', { redis: redis.url });
  const queue = await here.queue();
  const runs = collector<unknown>();
  const since = Date.now();
  await Promise.all([
    queue.work([{ ...noting('early', runs), every: 3_600_000 }]),
    expect(queue.add('early', { n: 1 })).rejects.toThrow(new URL(redis.url).host),
  ]);
  expect(Date.now() - since).toBeLessThan(7_000);
  expect(await queue.fault()).toContain('cannot be reached (ECONNREFUSED)');
  await redis.start();
  expect(await runs.reach(1)).toEqual([{}]);
  await queue.add('early', { n: 2 });
  expect(await runs.reach(2)).toEqual([{}, { n: 2 }]);
  expect(await queue.fault()).toBeUndefined();
  await queue.stop(1_000);
  await here.stop();
  await redis.remove();
});

test('Redis killed and started empty: goes on, with its recurring jobs', async () => {
  const redis = await makeRedis();
  await redis.start();
  const here = await place('Redis', { redis: redis.url });
  const queue = await here.queue();
  const runs = collector<unknown>();
  await queue.work([noting('kept', runs), { ...noting('ticking', collector()), every: 3_600_000 }]);
  await queue.add('kept', { n: 1 });
  await runs.reach(1);
  await redis.kill();
  await expect(queue.add('kept', { n: 'lost' })).rejects.toThrow(new URL(redis.url).host);
  await redis.start();
  await queue.add('kept', { n: 2 });
  expect(await runs.reach(2)).toEqual([{ n: 1 }, { n: 2 }]);
  await untilScheduled(redis.url, here.prefix, 'ticking');
  await queue.stop(1_000);
  await here.stop();
  await redis.remove();
});

test('Redis emptied while running: goes on, and its recurring jobs are made again', async () => {
  const redis = await makeRedis();
  await redis.start();
  const here = await place('Redis', { redis: redis.url });
  const queue = await here.queue({ repairEvery: 300 });
  const [runs, ticks] = [collector<unknown>(), collector<unknown>()];
  await queue.work([noting('kept', runs), { ...noting('ticking', ticks), every: 500 }]);
  await ticks.reach(2);
  const client = new Redis(redis.url);
  await client.flushall();
  client.disconnect();
  const before = ticks.values.length;
  await queue.add('kept', { n: 1 }, { key: 'k' });
  await runs.reach(1);
  await ticks.reach(before + 3);
  await queue.stop(1_000);
  await here.stop();
  await redis.remove();
});

function noting(name: string, runs: { push(payload: unknown): void }) {
  const run = async (payload: unknown) => {
    runs.push(payload);
    return done;
  };
  return { name, run };
}

function spawnWorker(here: { databaseUrl: string; redisUrl?: string; prefix: string }, name: string) {
  const script = join(import.meta.dirname, 'worker.ts');
  const options = ['--import', 'tsx', script, here.databaseUrl, here.redisUrl ?? '', here.prefix, name];
  return spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function untilScheduled(url: string, prefix: string, name: string): Promise<void> {
  const client = new Redis(url);
  await expect.poll(() => client.zcard(`${prefix}:${name}:repeat`), { timeout: 10_000 }).toBe(1);
  client.disconnect();
}
