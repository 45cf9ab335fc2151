/**
 * One post to one target. `scheduled → claimed → sending → sent | failed | unknown`; a try that surely had no
 * effect leads back to scheduled. The intent is committed with `sending`, before the network is called. What falls due
 * and must not be sent without a word is `held`: it was frozen, its account refuses the sign-in, it is too late, or the check
 * before sending found an error. What was sent may be taken down again: `sent → removing → removed`, or back to sent where
 * the network does not do it.
 */
export const DELIVERY_STATES = [
  'scheduled',
  'held',
  'claimed',
  'sending',
  'sent',
  'failed',
  'unknown',
  'removing',
  'removed',
  'cancelled',
] as const;

export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** What stands in the way, as a person reads it. */
export interface Problem {
  /** A network error's reason, or ours: `changed`, `late`, `frozen`, `paused`, `preflight`, `interrupted`. */
  reason: string;
  message: string;
  remedy: string;
  /** Of what is under way: what its cards were last edited for. */
  shown?: ShownProblem;
}

export interface ShownProblem {
  message: string;
  /** Epoch ms. */
  at: number;
}

/** Why an account is paused. */
export interface PauseProblem extends Problem {
  /** Whatever the account says of who it is, posts are not taken. */
  closesAccount?: boolean;
}

/** What was begun could not be gone on with just now; nothing of it is out, and what was given is still there. */
export const INTERRUPTED = 'interrupted';

/** By the reason of its last try: it was begun in its time, and is not late however long it takes. */
export function isUnderWay(reason: string | null | undefined): boolean {
  return reason === 'processing' || reason === INTERRUPTED;
}

/** It is put back on the schedule when its account lets us in again; nobody has to decide. */
export function waitsForAccount(delivery: { state: DeliveryState; problem: Problem | null }): boolean {
  return delivery.state === 'held' && delivery.problem?.reason === 'paused';
}
