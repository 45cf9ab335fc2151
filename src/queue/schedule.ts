/** Jobs that run by themselves: one scheduler in BullMQ for all workers together, and one run when a worker starts. */
import type { BullQueue } from './backend.ts';
import { enqueue, JOB_OPTIONS } from './enqueue.ts';
import type { Envelope } from './envelope.ts';

/** The scheduler's id, and the key of all runs that are not its own: a start, a retry. */
const SCHEDULE = '@every';
const RUN: Envelope = { payload: {}, key: SCHEDULE, attempt: 0 };

export async function runOnceNow(queue: BullQueue): Promise<void> {
  await enqueue(queue, RUN, Date.now());
}

/** Makes the scheduler when it is missing (a new job, a Redis that was emptied), differs, or has stopped. */
export async function ensureSchedule(queue: BullQueue, every: number): Promise<void> {
  const known = await queue.getJobScheduler(SCHEDULE);
  const now = Date.now();
  const stopped = known?.next !== undefined && known.next < now - every - STOPPED;
  if (known?.every === every && !stopped) return;
  const template = { name: queue.name, data: RUN, opts: JOB_OPTIONS };
  await queue.upsertJobScheduler(SCHEDULE, { every, startDate: now + every }, template);
}

/** A due run this late (ms) is not waiting for a worker, it is lost. */
const STOPPED = 5 * 60_000;
