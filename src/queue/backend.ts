/** What BullMQ runs on: Redis or PostgreSQL. One BullMQ queue per job name, so that no job waits behind another. */
import type { Processor, Queue, Worker, WorkerOptions } from 'bullmq';

export interface Backend {
  queue(name: string): BullQueue;
  worker(name: string, processor: Processor, concurrency: number): BullWorker;
  /** Resolves when it is worth asking; rejects with the reason in words after a few seconds. */
  ready(): Promise<void>;
  /** Undefined when connected, else the reason in words. */
  fault(): Promise<string | undefined>;
  /** Calls when the connection has come (back). */
  onConnect(listener: () => void): void;
  close(): Promise<void>;
}

/** The same whatever it runs on. */
export type BullQueue = Pick<
  Queue,
  'name' | 'add' | 'getJob' | 'remove' | 'getJobScheduler' | 'upsertJobScheduler' | 'close'
>;
export type BullWorker = Pick<Worker, 'run' | 'close'>;

/**
 * A killed worker's job is run by another within about ten seconds: its lock runs out after six, and every three
 * seconds one worker looks. A job that is found so is never given up for that: the worker died, not the job.
 */
export const WORKER_OPTIONS = {
  lockDuration: 6_000,
  stalledInterval: 3_000,
  maxStalledCount: 1_000,
  runRetryDelay: 1_000,
  autorun: false,
} satisfies Partial<WorkerOptions>;

/** Nobody reads BullMQ's event streams here. */
export const STREAMS = { events: { maxLen: 100 } };

/** Rejects with `reason` when it takes longer than `limit` ms. What was begun is not called off. */
export async function within<T>(limit: number, work: Promise<T>, reason: () => string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(reason())), limit);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
