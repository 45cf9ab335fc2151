/** The one place where a job's outcome becomes what the queue does next. */
import { UnrecoverableError } from 'bullmq';
import type { Envelope } from './envelope.ts';
import type { Outcome } from './job.ts';

/**
 * A retry and a snooze are asked for anew, under the same key, and then this run ends. So whoever asked for an
 * earlier run meanwhile is not held up by the pause. `again` takes the pause in ms.
 */
export async function settle(
  outcome: Outcome,
  envelope: Envelope,
  now: number,
  again: (envelope: Envelope, pause: number) => Promise<void>,
): Promise<void> {
  switch (outcome.kind) {
    case 'done':
      return;
    case 'retry':
      return again(
        { ...envelope, attempt: envelope.attempt + 1 },
        outcome.after ?? backOff(envelope.attempt),
      );
    case 'snooze':
      return again({ ...envelope, attempt: 0 }, outcome.until - now);
    case 'cancel':
      throw new UnrecoverableError(outcome.reason);
  }
}

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 5 * 60_000;

/** 1 s, 2 s, 4 s … 5 min, each shortened by up to a half at random, so that many do not come back at once. */
export function backOff(attempt: number, random: () => number = Math.random): number {
  const pause = Math.min(FIRST_PAUSE * 2 ** attempt, LONGEST_PAUSE);
  return Math.round(pause * (1 - random() / 2));
}
