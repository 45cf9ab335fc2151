/** A queue that wakes nobody: orders of the harness take the place of wake-ups. */
import type { Queue } from '../../src/queue/job.ts';

export const DEAF: Queue = {
  add: async () => {},
  work: async () => {},
  stop: async () => {},
  fault: async () => undefined,
};
