/**
 * The queue, by BullMQ: on Redis when a URL is given, else on the database. Together with the files beside it the
 * only place that knows BullMQ.
 */
import type { Job as BullJob } from 'bullmq';
import type { Clock } from '../kit/clock.ts';
import { correlationId, type Log } from '../kit/log.ts';
import { type Backend, type BullQueue, type BullWorker, within } from './backend.ts';
import { enqueue } from './enqueue.ts';
import type { Envelope } from './envelope.ts';
import type { Queue, WorkedJob } from './job.ts';
import type { SourcePool } from './listener.ts';
import { openPostgres } from './postgres.ts';
import { openRedis } from './redis.ts';
import { Runner } from './runner.ts';
import { ensureSchedule, runOnceNow } from './schedule.ts';
import { Trouble } from './trouble.ts';

export interface QueueOptions {
  /** `redis://…`; without it, BullMQ on the database. */
  redisUrl?: string;
  /** The database's; unused with Redis. */
  pool: SourcePool;
  clock: Clock;
  log: Log;
  /** Before every key in Redis, for those who share one. On the database, the database is the name space. */
  prefix?: string;
  /** How often (ms) schedules that got lost are looked for. */
  repairEvery?: number;
  /** How often (ms) the connection that listens to a database server is asked whether it lives. */
  lookEvery?: number;
}

/** Does not wait for Redis: what is asked before it answers is refused after a few seconds (see `fault`). */
export async function createQueue(options: QueueOptions): Promise<Queue> {
  const { redisUrl, prefix, pool, log, lookEvery } = options;
  const trouble = new Trouble(log);
  const backend = redisUrl
    ? await openRedis(redisUrl, prefix, trouble, log)
    : await openPostgres(pool, trouble, lookEvery);
  return new BullmqQueue(backend, trouble, options);
}

/** An `add` that takes longer (ms) is refused: the database is the truth, and the sweep finds what is due. */
const PATIENCE = 5_000;
/** ms that workers wait for the schedules. */
const HEAD_START = 1_000;
const MINUTE = 60_000;

class BullmqQueue implements Queue {
  private readonly backend: Backend;
  private readonly trouble: Trouble;
  private readonly clock: Clock;
  private readonly log: Log;
  private readonly repairEvery: number;
  private readonly runner: Runner;
  private readonly queues = new Map<string, BullQueue>();
  private readonly workers: BullWorker[] = [];
  private repair: NodeJS.Timeout | undefined;

  constructor(backend: Backend, trouble: Trouble, { clock, log, repairEvery = MINUTE }: QueueOptions) {
    this.backend = backend;
    this.trouble = trouble;
    this.clock = clock;
    this.log = log;
    this.repairEvery = repairEvery;
    this.runner = new Runner(clock, log, (name, envelope, pause) => this.put(name, envelope, pause));
  }

  async add(name: string, payload: object, options: { at?: number; key?: string } = {}): Promise<void> {
    const envelope = { payload, correlation: correlationId(), key: options.key, attempt: 0 };
    await this.put(name, envelope, options.at === undefined ? 0 : options.at - this.clock.now());
  }

  async work(jobs: WorkedJob[]): Promise<void> {
    const workers = jobs.map((job) => ({ name: job.name, worker: this.workerOf(job) }));
    this.workers.push(...workers.map(({ worker }) => worker));
    const scheduled = this.schedule(jobs);
    // Their first looks and runs are, on the embedded database, work of the thread that starts the chats. A queue that
    // answers slowly holds up no worker.
    await within(HEAD_START, scheduled, () => 'it takes long').catch(() => {});
    for (const { name, worker } of workers) this.trouble.follow(name, worker.run());
    await scheduled;
  }

  private async schedule(jobs: WorkedJob[]): Promise<void> {
    const recurring = jobs.flatMap(({ name, every }) => (every === undefined ? [] : [{ name, every }]));
    if (recurring.length === 0) return;
    const pending = new Set(recurring.map((job) => job.name));
    const repair = () => this.ensure(recurring, pending);
    this.repair = setInterval(repair, this.repairEvery);
    this.backend.onConnect(repair);
    await repair();
  }

  async stop(grace: number): Promise<void> {
    clearInterval(this.repair);
    this.runner.stopping = true;
    this.trouble.over = true;
    const closing = Promise.all(this.workers.map((worker) => worker.close()));
    await within(grace, closing, () => 'grace is over').catch(() => this.runner.handBack());
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
    await this.backend.close();
  }

  fault(): Promise<string | undefined> {
    return this.backend.fault();
  }

  private async put(name: string, envelope: Envelope, pause: number): Promise<void> {
    const due = Date.now() + pause;
    const work = this.backend.ready().then(() => enqueue(this.queueOf(name), envelope, due));
    try {
      await within(PATIENCE, work, () => `The queue did not take ${name} within ${PATIENCE / 1000} s.`);
    } catch (error) {
      const reason = await this.backend.fault();
      throw reason ? new Error(reason, { cause: error }) : error;
    }
  }

  /** `pending`: those that have not had the run of this worker's start yet. */
  private async ensure(jobs: { name: string; every: number }[], pending: Set<string>): Promise<void> {
    for (const { name, every } of jobs) {
      try {
        await this.backend.ready();
        await within(PATIENCE, ensureSchedule(this.queueOf(name), every), () => 'the queue does not answer');
        if (pending.has(name))
          await within(PATIENCE, runOnceNow(this.queueOf(name)), () => 'the queue does not answer');
        pending.delete(name);
      } catch (error) {
        this.log.warn(
          { job: name, reason: (error as Error).message },
          'schedule not ensured, will try again',
        );
      }
    }
  }

  private queueOf(name: string): BullQueue {
    const queue = this.queues.get(name) ?? this.backend.queue(name);
    this.queues.set(name, queue);
    return queue;
  }

  private workerOf(job: WorkedJob): BullWorker {
    const run = (bullJob: BullJob, token?: string) => this.runner.run(job, bullJob, token);
    return this.backend.worker(job.name, run, job.concurrency ?? 1);
  }
}
