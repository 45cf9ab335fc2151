/** Servers that vanish without a word: no connection is closed, and nothing is answered on it any more. */

import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { expect, inject, onTestFinished, test } from 'vitest';
import { systemClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import { createQueue } from '../../src/queue/bullmq.ts';
import { done } from '../../src/queue/job.ts';
import { openServer } from '../../src/store/open/server.ts';
import { transactionsOf } from '../../src/store/open/transactions.ts';
import { collector } from '../contract/signal.ts';
import { makeProxy } from './proxy.ts';
import { createDatabase } from './services.ts';

const log = createLog('silent');
const SILENCE = 500;

/** A pool whose connections can be silenced. */
async function open(silence = SILENCE, max = 5) {
  const databaseUrl = await createDatabase(inject('postgresUrl'));
  const proxy = await makeProxy(databaseUrl);
  const { pool, close } = await openServer(proxy.url, log, max, { silence });
  onTestFinished(async () => {
    await close();
    await proxy.close();
  });
  return { databaseUrl, proxy, pool };
}

async function pidOf(pool: Pick<pg.Pool, 'query'>): Promise<number> {
  const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0]?.pid ?? 0;
}

/** A statement that the server answers when `lock` lets it. */
const WAIT_FOR_LOCK = 'select pg_advisory_xact_lock(1)';

async function lock(pool: pg.Pool): Promise<{ unlock(): Promise<void> }> {
  const holder = await pool.connect();
  await holder.query('select pg_advisory_lock(1)');
  return {
    async unlock() {
      await holder.query('select pg_advisory_unlock(1)');
      holder.release();
    },
  };
}

test('a statement that is not answered is refused, and the next one has another connection', async () => {
  const { proxy, pool } = await open();
  const before = await pidOf(pool);
  proxy.silence();
  await expect(pool.query('select 1')).rejects.toThrow('no answer for 0.5 s');
  expect(await pidOf(pool)).not.toBe(before);
});

test('a connection that did not answer is not used again, even if it is given back as sound', async () => {
  const { proxy, pool } = await open(SILENCE, 1);
  const client = await pool.connect();
  const before = await pidOf(client);
  proxy.silence();
  await expect(client.query('select 1')).rejects.toThrow('no answer');
  client.release();
  expect(await pidOf(pool)).not.toBe(before);
});

test('a transaction that is not answered waits once, not again for its rollback', async () => {
  const { proxy, pool } = await open(2_000);
  const since = Date.now();
  const failing = transactionsOf(pool)(async (transaction) => {
    proxy.silence();
    await transaction.execute('select 1');
  });
  await expect(failing).rejects.toMatchObject({ cause: { code: 'ETIMEDOUT' } });
  expect(Date.now() - since).toBeLessThan(3_500);
  expect(await pidOf(pool)).toBeGreaterThan(0);
});

test('a connection on which nothing is asked may be silent, until something is', async () => {
  const { proxy, pool } = await open();
  const client = await pool.connect();
  const before = await pidOf(client);
  // As long as another one is refused for its silence, this one was silent too.
  const { unlock } = await lock(pool);
  await expect(pool.query(WAIT_FOR_LOCK)).rejects.toThrow('no answer');
  expect(await pidOf(client)).toBe(before);
  await unlock();
  proxy.silence();
  await expect(pidOf(client)).rejects.toThrow('no answer');
  client.release();
});

test('whoever lifts the limit of the server, as migrations do, is waited for', async () => {
  const { pool } = await open();
  const [client, other] = [await pool.connect(), await pool.connect()];
  await client.query('SET statement_timeout = 0');
  const { unlock } = await lock(pool);
  const waiting = client.query(WAIT_FOR_LOCK);
  await expect(other.query(WAIT_FOR_LOCK)).rejects.toThrow('no answer');
  await unlock();
  await waiting;
  await client.query('RESET statement_timeout');
  const again = await lock(pool);
  await expect(client.query(WAIT_FOR_LOCK)).rejects.toThrow('no answer');
  await again.unlock();
  client.release(true);
  other.release(true);
});

test('a listening connection that nobody answers is made anew, and a job wakes its worker', async () => {
  const { databaseUrl, proxy, pool } = await open();
  const runs = collector<unknown>();
  const queue = await createQueue({ pool, clock: systemClock, log, lookEvery: 200 });
  await queue.work([noting('heard', runs)]);
  await queue.add('heard', { n: 1 });
  await runs.reach(1);
  const others = await openServer(databaseUrl, log, 2);
  const other = await createQueue({ pool: others.pool, clock: systemClock, log });
  proxy.silence();
  await other.add('heard', { n: 2 });
  await runs.reach(2);
  await other.stop(1_000);
  await others.close();
  await queue.stop(1_000);
});

test('connections to Redis that nobody answers are made anew: it takes jobs again, and runs them', async () => {
  const { pool } = await open();
  const proxy = await makeProxy(inject('redisUrl'));
  const shared = { pool, clock: systemClock, log, prefix: `test-${randomUUID()}` };
  const queue = await createQueue({ ...shared, redisUrl: proxy.url });
  const other = await createQueue({ ...shared, redisUrl: inject('redisUrl') });
  const runs = collector<unknown>();
  await queue.work([noting('heard', runs)]);
  await queue.add('heard', { n: 1 });
  await runs.reach(1);
  proxy.silence();
  await other.add('heard', { n: 2 });
  await expect(queue.add('heard', { n: 'refused' })).rejects.toThrow('does not answer');
  await runs.reach(2);
  await expect.poll(() => queue.fault(), { timeout: 20_000 }).toBeUndefined();
  await queue.add('heard', { n: 3 });
  // Each of its connections notices by itself, when it asks.
  await expect.poll(() => runs.values, { timeout: 20_000 }).toContainEqual({ n: 3 });
  await queue.stop(1_000);
  await other.stop(1_000);
  await proxy.close();
}, 60_000);

function noting(name: string, runs: { push(payload: unknown): void }) {
  const run = async (payload: unknown) => {
    runs.push(payload);
    return done;
  };
  return { name, run };
}
