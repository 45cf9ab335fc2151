/** What was opened, closed in the reverse order; one that fails does not keep the others open. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../kit/log.ts';

export class Closing {
  private readonly steps: { step: () => Promise<unknown>; most: number }[] = [];
  private readonly log: Log;

  constructor(log: Log) {
    this.log = log;
  }

  /** `most`: ms that the step may take before the next one begins. */
  add(step: () => Promise<unknown>, most = STEP_GRACE): void {
    this.steps.push({ step, most });
  }

  async run(): Promise<void> {
    for (const { step, most } of this.steps.splice(0).reverse()) {
      const stopped = step().catch((error) => this.log.error({ err: error }, 'a part did not stop cleanly'));
      await Promise.race([stopped, pause(most, undefined, { ref: false })]);
    }
  }
}

/** ms */
const STEP_GRACE = 1_500;
