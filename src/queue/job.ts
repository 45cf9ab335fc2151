/**
 * The port to the queue, and what a job is. The queue only wakes: what is due stands in the database, so a job
 * that runs twice, late or not at all must do no harm.
 */
import type { ZodType } from 'zod';

export interface Job<App, Payload = unknown> {
  /** `publish-due`: also the name of its file. */
  name: string;
  summary: string;
  payload: ZodType<Payload>;
  /** Runs by itself, this often (ms), and once when a worker starts. Its payload is then `{}`. */
  every?: number;
  /** How many of it one worker runs at once. Default 1. */
  concurrency?: number;
  run(payload: Payload, app: App): Promise<Outcome>;
}

/** How a run ended; translated for the queue in one place. An error that is thrown counts as `retry`. */
export type Outcome =
  | { kind: 'done' }
  /** Again after a pause (ms; by the queue's back-off when absent). */
  | { kind: 'retry'; after?: number; reason: string }
  /** Never again: it makes no sense any more. */
  | { kind: 'cancel'; reason: string }
  /** Not yet: again at that instant (epoch ms), and no failure. */
  | { kind: 'snooze'; until: number };

export const done: Outcome = { kind: 'done' };
export const retry = (reason: string, after?: number): Outcome => ({ kind: 'retry', reason, after });
export const cancel = (reason: string): Outcome => ({ kind: 'cancel', reason });
export const snooze = (until: number): Outcome => ({ kind: 'snooze', until });

export interface Queue {
  /**
   * Asks for a run. With `at` (epoch ms by the app's clock) not before then. Two calls with the same `key`, while
   * the first still waits, are one run; a finished run never blocks a new one.
   */
  add(name: string, payload: object, options?: { at?: number; key?: string }): Promise<void>;
  /** Begins to run jobs. `run` is told the correlation id that `add` was called under. */
  work(jobs: WorkedJob[]): Promise<void>;
  /** Takes nothing new, waits for what runs (at most `grace` ms), hands back the rest. */
  stop(grace: number): Promise<void>;
  /** Undefined when connected, else the reason in words. */
  fault(): Promise<string | undefined>;
}

export interface WorkedJob {
  name: string;
  every?: number;
  concurrency?: number;
  run(payload: unknown): Promise<Outcome>;
}
