/**
 * The queue beside bare BullMQ on the same servers: how many a second are added and run, and how late a run is that
 * was asked for at a time. Prints a JSON object a line: `npx tsx bench/parts/queue.ts [pglite postgres redis]`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Queue as BullQueue, createPostgresBackend, Worker, withBackend } from 'bullmq';
import { Redis } from 'ioredis';
import { systemClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import { createQueue } from '../../src/queue/bullmq.ts';
import { done } from '../../src/queue/job.ts';
import { openEmbedded } from '../../src/store/open/embedded.ts';
import type { Pool } from '../../src/store/open/pool.ts';
import { openServer } from '../../src/store/open/server.ts';
import { makePostgres, makeRedis } from '../../tests/services/services.ts';

const JOBS = 3_000;
const TIMED = 200;
const log = createLog('silent');

interface Place {
  pool: Pool;
  redisUrl?: string;
  close(): Promise<void>;
}
/** One way to add and to run: ours, or BullMQ's own. */
interface Side {
  add(name: string, n: number, at?: number): Promise<unknown>;
  work(name: string, concurrency: number, ran: () => void): Promise<unknown>;
  stop(): Promise<unknown>;
}

const wanted = process.argv.slice(2);
for (const [name, open] of Object.entries({ pglite, postgres, redis })) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const place = await open();
  // Once for nothing, so that neither pays for what is compiled and connected at first.
  await measure(await ourSide(place), 'warm', 300);
  await measure(await bareSide(place), 'warm', 300);
  const bare = await measure(await bareSide(place), 'bench', JOBS);
  const ours = await measure(await ourSide(place), 'bench', JOBS);
  const ratio = Object.fromEntries(
    Object.entries(ours).map(([key, value]) => [key, round(value / (bare[key] ?? 0))]),
  );
  console.log(JSON.stringify({ bench: 'queue', on: name, ours, bare, ratio }));
  await place.close();
}

async function measure(side: Side, run: string, jobs: number): Promise<Record<string, number>> {
  const [one, fifty] = [`${run}-one`, `${run}-fifty`];
  const few = Math.round(jobs / 3);
  const addedOneByOne = await perSecond(few, async () => {
    for (const n of numbers(few)) await side.add(one, n);
  });
  const addedAtOnce = await perSecond(jobs, () => Promise.all(numbers(jobs).map((n) => side.add(fifty, n))));
  const ranAlone = await perSecond(few, () => drain(side, one, 1, few));
  const ranFifty = await perSecond(jobs, () => drain(side, fifty, 50, jobs));
  const late = await lateness(side, `${run}-timed`);
  await side.stop();
  return { addedOneByOne, addedAtOnce, ranAlone, ranFifty, ...late };
}

function drain(side: Side, name: string, concurrency: number, count: number): Promise<void> {
  return new Promise((resolve) => {
    let left = count;
    void side.work(name, concurrency, () => --left || resolve());
  });
}

async function lateness(side: Side, name: string) {
  const from = Date.now() + 1_000;
  const late: number[] = [];
  let index = 0;
  const all = new Promise<void>((resolve) => {
    void side.work(name, 10, () => {
      late.push(Date.now() - (from + index++ * 10));
      if (index === TIMED) resolve();
    });
  });
  await Promise.all(numbers(TIMED).map((n) => side.add(name, n, from + n * 10)));
  await all;
  late.sort((one, other) => one - other);
  return { lateP50: late[TIMED / 2] ?? 0, lateP99: late[Math.floor(TIMED * 0.99)] ?? 0 };
}

async function ourSide({ pool, redisUrl }: Place): Promise<Side> {
  const make = () => createQueue({ pool, clock: systemClock, log, ...(redisUrl ? { redisUrl } : {}) });
  const queues = [await make()];
  return {
    add: async (name, n, at) => queues[0]?.add(name, { n }, at === undefined ? {} : { at }),
    work: async (name, concurrency, ran) => {
      const queue = await make();
      queues.push(queue);
      const run = async () => {
        ran();
        return done;
      };
      await queue.work([{ name, concurrency, run }]);
    },
    stop: () => Promise.all(queues.map((queue) => queue.stop(1_000))),
  };
}

async function bareSide({ pool, redisUrl }: Place): Promise<Side> {
  const connection = redisUrl ? new Redis(redisUrl, { maxRetriesPerRequest: null }) : pool;
  const made = withBackend(createPostgresBackend);
  // The two differ in their type of connection alone.
  const [QueueOf, WorkerOf] = (redisUrl ? [BullQueue, Worker] : [made.Queue, made.Worker]) as [
    typeof BullQueue,
    typeof Worker,
  ];
  const options = { connection: connection as Redis, prefix: 'bare', removeOnComplete: { count: 0 } };
  const queues = new Map<string, BullQueue>();
  const workers: Worker[] = [];
  const queueOf = (name: string) => {
    const queue = queues.get(name) ?? new QueueOf(`bare-${name}`, options);
    queues.set(name, queue);
    return queue;
  };
  return {
    add: (name, n, at) => queueOf(name).add(name, { n }, at === undefined ? {} : { delay: at - Date.now() }),
    work: async (name, concurrency, ran) => {
      workers.push(new WorkerOf(`bare-${name}`, async () => ran(), { ...options, concurrency }));
    },
    stop: async () => {
      await Promise.all(workers.map((worker) => worker.close()));
      await Promise.all([...queues.values()].map((queue) => queue.close()));
      if (connection instanceof Redis) connection.disconnect();
    },
  };
}

async function pglite(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'bellwether-bench-'));
  const { pool, close } = await openEmbedded(folder, log);
  return { pool, close: () => close().then(() => rm(folder, { recursive: true })) };
}

async function postgres(): Promise<Place> {
  const server = await makePostgres();
  await server.start();
  const { pool, close } = await openServer(server.url, log, 20);
  return { pool, close: () => close().then(() => server.remove()) };
}

async function redis(): Promise<Place> {
  const place = await postgres();
  const server = await makeRedis();
  await server.start();
  return { ...place, redisUrl: server.url, close: () => place.close().then(() => server.remove()) };
}

async function perSecond(count: number, run: () => Promise<unknown>): Promise<number> {
  const since = performance.now();
  await run();
  return Math.round(count / ((performance.now() - since) / 1_000));
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, n) => n);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
