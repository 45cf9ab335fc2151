/** Puts a run into BullMQ: at its time, and once for each key that waits. */
import { randomUUID } from 'node:crypto';
import type { JobsOptions } from 'bullmq';
import type { BullQueue } from './backend.ts';
import type { Envelope } from './envelope.ts';

/** `due` is epoch ms by the system's clock. */
export async function enqueue(queue: BullQueue, envelope: Envelope, due: number): Promise<void> {
  if (envelope.key === undefined) await queue.add(queue.name, envelope, { delay: delayUntil(due) });
  else await enqueueOnce(queue, envelope, envelope.key, due);
}

/**
 * The earliest of all who ask under one key wins. BullMQ keeps the first: a later run that waits is taken out and
 * the earlier one put in its place. Nobody puts back a later one than it found, so it holds with many at once.
 */
async function enqueueOnce(queue: BullQueue, envelope: Envelope, key: string, due: number): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    const jobId = randomUUID();
    const options = { jobId, delay: delayUntil(due), deduplication: { id: key } };
    const { id } = await queue.add(queue.name, envelope, options);
    if (id === jobId || id === undefined) return;
    const waiting = await queue.getJob(id);
    // It has not begun: what it will read is what made us ask.
    if (waiting && (waiting.delay === 0 || waiting.timestamp + waiting.delay <= due)) return;
    // Later than ours. When it is gone already, it may be that another has taken it out for a run later than ours.
    if (waiting) await queue.remove(id);
  }
  throw new Error(`The run of ${queue.name} under key ${key} was taken out ${ROUNDS} times by others.`);
}

const ROUNDS = 100;

function delayUntil(due: number): number {
  return Math.max(0, Math.ceil(due - Date.now()));
}

/**
 * Finished runs leave nothing behind, given-up ones stay a while to be looked at. BullMQ's own attempts are only
 * the net for when an outcome could not be noted; a job's retries are new runs (see settle.ts).
 */
export const JOB_OPTIONS: JobsOptions = {
  removeOnComplete: true,
  removeOnFail: { age: 7 * 24 * 3600, count: 200 },
  attempts: 10,
  backoff: { type: 'exponential', delay: 1_000 },
};
