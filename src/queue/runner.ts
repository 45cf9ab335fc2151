/** Runs one job that BullMQ hands out: under its correlation id, after an earlier run of its key, to its outcome. */
import { type Job as BullJob, WaitingError } from 'bullmq';
import type { Clock } from '../kit/clock.ts';
import { correlated, type Log } from '../kit/log.ts';
import { type Envelope, openEnvelope } from './envelope.ts';
import { type Outcome, retry, type WorkedJob } from './job.ts';
import { settle } from './settle.ts';

export type Again = (name: string, envelope: Envelope, pause: number) => Promise<void>;

export class Runner {
  stopping = false;
  private readonly clock: Clock;
  private readonly log: Log;
  private readonly again: Again;
  private readonly held = new Map<string, { job: BullJob; token: string }>();
  private readonly turns = new Map<string, Promise<unknown>>();

  constructor(clock: Clock, log: Log, again: Again) {
    this.clock = clock;
    this.log = log;
    this.again = again;
  }

  async run(worked: WorkedJob, job: BullJob, token = ''): Promise<void> {
    if (this.stopping) return putBack(job, token);
    this.held.set(token, { job, token });
    try {
      const envelope = openEnvelope(job.data);
      await this.inTurn(worked.name, envelope.key, () => this.runNow(worked, job, envelope));
    } finally {
      this.held.delete(token);
    }
  }

  /** Gives what still runs to other workers at once. */
  async handBack(): Promise<void> {
    for (const { job, token } of this.held.values()) {
      this.log.warn({ job: job.name, id: job.id }, 'still running at the stop; handed back');
      await job.moveToWait(token).catch((error: Error) => {
        this.log.warn(
          { job: job.name, id: job.id, reason: error.message },
          'not handed back; its lock runs out soon',
        );
      });
    }
  }

  private async runNow(worked: WorkedJob, job: BullJob, envelope: Envelope): Promise<void> {
    // From here on a new request under the key means a further run, as it may know more than this run has read.
    if (envelope.key !== undefined) await job.removeDeduplicationKey();
    await correlated(async () => {
      const outcome = await this.outcomeOf(worked, envelope);
      await settle(outcome, envelope, this.clock.now(), (next, pause) =>
        this.again(worked.name, next, pause),
      );
    }, envelope.correlation);
  }

  private async outcomeOf(worked: WorkedJob, envelope: Envelope): Promise<Outcome> {
    const { name } = worked;
    try {
      const outcome = await worked.run(envelope.payload);
      if (outcome.kind === 'retry') {
        this.log.info(
          { job: name, attempt: envelope.attempt, reason: outcome.reason },
          'job will be retried',
        );
      }
      if (outcome.kind === 'cancel') this.log.warn({ job: name, reason: outcome.reason }, 'job given up');
      return outcome;
    } catch (error) {
      this.log.error({ job: name, attempt: envelope.attempt, err: error }, 'job failed, will be retried');
      return retry('it failed');
    }
  }

  /** Two runs of one key never overlap in one process. Between processes they may, and do no harm. */
  private async inTurn(name: string, key: string | undefined, run: () => Promise<void>): Promise<void> {
    if (key === undefined) return run();
    const id = `${name} ${key}`;
    const turn = (this.turns.get(id) ?? Promise.resolve()).then(run);
    const over = turn.catch(() => {});
    this.turns.set(id, over);
    await turn.finally(() => {
      if (this.turns.get(id) === over) this.turns.delete(id);
    });
  }
}

async function putBack(job: BullJob, token: string): Promise<never> {
  await job.moveToWait(token);
  throw new WaitingError();
}
