/** What has been acknowledged and is still being done, so that a stop can wait for it. */
import type { Log } from '../../kit/log.ts';

export class Work {
  private readonly underWay = new Set<Promise<void>>();
  private readonly log: Log;

  constructor(log: Log) {
    this.log = log;
  }

  /** Begins in the next turn, so that the acknowledgement goes out before. What fails is logged. */
  begin(what: string, run: () => Promise<void>): void {
    const work = new Promise<void>((resolve) => setImmediate(resolve))
      .then(run)
      .catch((error: unknown) => this.log.error({ err: error }, `Slack: ${what} was not finished`))
      .finally(() => this.underWay.delete(work));
    this.underWay.add(work);
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }
}
