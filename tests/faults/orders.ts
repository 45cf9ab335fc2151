/** What the harness and a worker process say to each other: orders and answers by messages, steps by lines. */
import type { Step } from '../../src/app/deliveries/steps.ts';

/** Given once, with the start. */
export interface WorkerSettings {
  databaseUrl: string;
  redisUrl: string;
  /** Target → account. */
  accounts: Record<string, unknown>;
  /** Addresses of the one picture that posts have. */
  pictures: { asItIs: string; jpeg: string };
  /** Those of the videos, by their hashes. */
  films: Record<string, string>;
  /** ms. */
  lease: number;
  deadline: number;
  grace: number;
}

export type Order =
  /** A new run: everything of the last one is let go. */
  | { kind: 'begin'; offset: number; traps: Trap[]; byQueue: boolean }
  /** The clock goes that much (ms) before the system's. */
  | { kind: 'clock'; offset: number }
  /** Sends what is due; answered when nothing is under way any more. */
  | { kind: 'deliver' }
  | { kind: 'sweep' }
  /** Asks paused accounts whether they let us in again. */
  | { kind: 'check' }
  /** Answered when nothing is under way. */
  | { kind: 'rest' }
  /** Collects garbage: what only weak references hold is gone. */
  | { kind: 'collect' }
  /** As at SIGTERM: hands back what it has not begun. */
  | { kind: 'stop' };

/** Where the worker stands still for a moment, or ends. */
export interface Trap {
  step: Step;
  postId: number;
  target: string;
  /** At its first, second … coming. */
  time: number;
  /** ms; without it the worker kills itself. */
  pause?: number;
  /** It stands still there, at its next publishing request. */
  inClient?: ClientMoment;
}

/**
 * With leave to send, as the request comes to the connections or right before its first byte; or as a connection is being
 * made, and where the body is a form amid that.
 */
export const CLIENT_MOMENTS = ['handed over', 'connecting', 'writing'] as const;

export type ClientMoment = (typeof CLIENT_MOMENTS)[number];

export interface Asked {
  id: number;
  order: Order;
}

export interface Answered {
  id: number;
  error?: string;
  /** Where something was asked. */
  told?: unknown;
}

/** A line of a worker's standard output, written before the step is gone on from. */
export interface Said {
  pid: number;
  step: Step;
  postId: number;
  target: string;
  deliveryId: number;
  /** It ends itself here. */
  trap?: true;
}
