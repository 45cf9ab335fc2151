/** BullMQ on Redis. */
import { createRedisBackend, Queue, type RedisQueueBackend, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Log } from '../kit/log.ts';
import { type Backend, STREAMS, WORKER_OPTIONS, within } from './backend.ts';
import { redisConnector } from './connection.ts';
import { JOB_OPTIONS } from './enqueue.ts';
import { Proof } from './proof.ts';
import type { Trouble } from './trouble.ts';

const PATIENCE = 4_000;
/** A connection that was just begun is there by then, or is refused. */
const FIRST_PATIENCE = 500;
/** BullMQ blocks no longer than this (s). */
const LONGEST_WAIT = 10;
/**
 * ms without a word while something is asked, after which a connection is made anew. It must be longer than BullMQ
 * blocks: its connections for that are copies of ours.
 */
const SILENCE = LONGEST_WAIT * 1_000 + 5_000;

export async function openRedis(
  redisUrl: string,
  prefix: string | undefined,
  trouble: Trouble,
  log: Log,
): Promise<Backend> {
  const options = {
    connectTimeout: 5_000,
    socketTimeout: SILENCE,
    retryStrategy: (times: number) => Math.min(times * 100, 2_000),
  };
  const connect = await redisConnector(redisUrl);
  // Those who ask are told soon; those who work wait until Redis is back.
  const asking = watch(connect({ ...options, maxRetriesPerRequest: 2 }), log);
  const working: { connection?: Watched } = {};
  const workingClient = () => {
    working.connection ??= watch(connect({ ...options, maxRetriesPerRequest: null }), log);
    return working.connection.client;
  };
  const proof = new Proof(() => connect({ ...options, maxRetriesPerRequest: null }), prefix, log);
  asking.client.on('ready', () => void proof.make());
  const common = prefix ? { prefix } : {};
  return {
    queue: (name) => {
      const shared = { connection: asking.client, streams: STREAMS, defaultJobOptions: JOB_OPTIONS };
      return trouble.watch(name, new Queue(name, { ...common, ...shared }));
    },
    worker: (name, processor, concurrency) => {
      const connection = workingClient();
      const own = { ...WORKER_OPTIONS, connection, concurrency, drainDelay: LONGEST_WAIT };
      return trouble.watch(name, new Worker(name, processor, { ...common, ...own }, punctually(connection)));
    },
    ready: () => connected(asking, PATIENCE),
    fault: async () => (await faultOf(asking)) ?? proof.fault(),
    onConnect: (listener) => asking.client.on('ready', listener),
    close: async () => {
      await proof.close();
      asking.client.disconnect();
      working.connection?.client.disconnect();
    },
  };
}

interface Watched {
  client: Redis;
  /** Why it is not connected. */
  reason: string;
}

/** Logs each change, and not each of the many attempts. */
function watch(client: Redis, log: Log): Watched {
  const place = `Redis at ${client.options.host}:${client.options.port}`;
  const watched: Watched = { client, reason: `${place} has not answered yet.` };
  // All queues and workers listen to it.
  client.setMaxListeners(1_000);
  client.on('error', (error: NodeJS.ErrnoException) => {
    const reason = `${place} cannot be reached (${error.code ?? error.message}).`;
    if (reason !== watched.reason) log.warn({ reason }, 'queue connection lost');
    watched.reason = reason;
  });
  client.on('connect', () => {
    watched.reason = `${place} is connected, and not ready yet: it may be loading its data.`;
  });
  client.on('ready', () => {
    watched.reason = `${place} does not answer.`;
  });
  return watched;
}

async function connected(watched: Watched, patience: number): Promise<void> {
  const { client } = watched;
  if (client.status === 'ready') return;
  let arrived = (): void => {};
  const arrival = new Promise<void>((resolve) => {
    arrived = resolve;
    client.once('ready', resolve);
  });
  await within(patience, arrival, () => watched.reason).finally(() => client.off('ready', arrived));
}

async function faultOf(watched: Watched): Promise<string | undefined> {
  const answer = connected(watched, FIRST_PATIENCE).then(() =>
    within(PATIENCE, watched.client.ping(), () => watched.reason),
  );
  return answer.then(
    () => undefined,
    () => watched.reason,
  );
}

/**
 * Redis looks at its blocked clients' time-outs ten times a second, so a delayed job would be up to 100 ms late.
 * A timer here ends the wait on time, by the mark with which BullMQ itself wakes a worker.
 */
function punctually(client: Redis) {
  return (...input: Parameters<typeof createRedisBackend>): RedisQueueBackend => {
    const backend = createRedisBackend(...input);
    const wait = backend.waitForJob.bind(backend);
    backend.waitForJob = async (seconds) => {
      if (seconds >= LONGEST_WAIT) return wait(seconds);
      const wake = () => client.zadd(backend.toKey('marker'), 0, '0').catch(() => {});
      const timer = setTimeout(wake, seconds * 1_000);
      return wait(seconds).finally(() => clearTimeout(timer));
    };
    return backend;
  };
}
