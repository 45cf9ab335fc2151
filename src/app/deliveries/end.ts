/** How a try of a delivery ends, as data: told wherever it becomes clear, turned into what is written here. */
import type { NetworkError, Published } from '../../networks/network.ts';
import { INTERRUPTED, isUnderWay, type Problem } from '../../posts/delivery.ts';
import { afterFailure } from '../../posts/recovery.ts';
import type { Claim, Halt } from '../../store/deliveries.ts';
import type { Ending } from '../../store/delivery-endings.ts';
import type { Account } from '../accounts.ts';
import { changed, halted, mayBeLive, neverReady, notAnswered, notThereYet, targetGone } from './problems.ts';

export type End =
  /** All its parts are out. */
  | { kind: 'sent'; parts: Published[] }
  /** The worker stops: whoever comes next takes it up. */
  | { kind: 'handed back' }
  /** A freeze, or a paused account, closed its target. */
  | { kind: 'halted'; by: Halt }
  /** It waits for a person. */
  | { kind: 'held'; problem: Problem }
  /** It cannot be sent as it stands. */
  | { kind: 'stands still'; problem: Problem }
  /** The team file has no such target any more. */
  | { kind: 'target gone' }
  /** It may be live, and the network cannot be asked: a person looks. */
  | { kind: 'asked' }
  /** Cancelled, edited or taken over meanwhile: then nothing is left to write. Else it was never approved like this. */
  | { kind: 'not approved' }
  /** It was not there, which proves nothing yet. `triedAt`, epoch ms: when the last try was over. */
  | { kind: 'not there yet'; triedAt: number }
  /** A try that came before that (epoch ms) could overtake the last one. */
  | { kind: 'too early'; until: number }
  /** `isReachable`: asked who it is, the account answered. */
  | { kind: 'failed'; error: NetworkError; isReachable: boolean };

/** A try that ends: of which delivery, and where. */
export interface Ended {
  claim: Claim;
  /** Undefined: there is no such target. */
  account: Account | undefined;
  /** Epoch ms. */
  now: number;
  /** 0 to 1, from a random source: spreads the retries of many. */
  jitter: number;
}

/** What stands in the store afterwards; the rest of an ending is empty. */
export type Written = Pick<Ending, 'state'> & Partial<Ending>;

export function writtenOf(end: Exclude<End, { kind: 'handed back' }>, ended: Ended): Written {
  const { claim } = ended;
  const { doubtfulSince, content, target } = claim;
  switch (end.kind) {
    case 'sent':
      // A person who opens a thread sees its first part.
      return { state: 'sent', published: end.parts[0], sentParts: end.parts.length > 1 ? end.parts : null };
    case 'halted':
      return { state: 'held', problem: halted(end.by, target, doubtfulSince !== null), doubtfulSince };
    case 'held':
      return { state: 'held', problem: end.problem, doubtfulSince };
    case 'stands still':
    case 'target gone': {
      const problem = end.kind === 'target gone' ? targetGone(target) : end.problem;
      // What may be live did not simply fail. Of a correction nothing has to be known: it may be sent again in any case.
      const state = doubtfulSince === null || content.corrects !== undefined ? 'failed' : 'unknown';
      return { state, problem, doubtfulSince };
    }
    case 'asked':
      return { state: 'unknown', problem: mayBeLive(titleOf(ended)), doubtfulSince };
    case 'not approved':
      return { state: 'failed', problem: changed() };
    case 'not there yet': {
      const nextAt = end.triedAt + LOOK_AGAIN;
      return { state: 'scheduled', nextAt, doubtfulSince, problem: notThereYet(titleOf(ended)) };
    }
    case 'too early':
      return { state: 'scheduled', nextAt: end.until, doubtfulSince, problem: notAnswered(titleOf(ended)) };
    case 'failed':
      return afterTry(end, ended);
  }
}

function afterTry({ error, isReachable }: Extract<End, { kind: 'failed' }>, ended: Ended): Written {
  const { claim, account, now, jitter } = ended;
  const contract = account?.network.contract ?? { kind: 'none' };
  const next = afterFailure(contract, {
    reason: isReachable ? error.reason : 'unreachable',
    retryAfter: error.retryAfter,
    processingSince: patientSince(error, claim),
    processingFor: error.processingFor,
    attempts: triesOf(claim),
    ...{ now, jitter, dueAt: claim.dueAt },
    doubtful: claim.doubtfulSince !== null,
    mayLook: account?.connection.find !== undefined && claim.reason !== 'refused',
  });
  const isStuck = error.reason === 'processing' && next.kind === 'failed';
  const problem = isStuck
    ? neverReady(error, now - claim.dueAt, contract)
    : { reason: reasonOf(error, claim), message: error.message, remedy: error.remedy };
  const since = claim.doubtfulSince ?? now;
  const triedAt = error.reason === 'lost' ? now : null;
  // The doubt stays with it: whoever has it looked at again must not have it sent again.
  if (next.kind === 'unknown') return { state: 'unknown', problem, doubtfulSince: since, triedAt };
  const doubtfulSince = next.doubtful ? since : null;
  if (next.kind === 'failed') return { state: 'failed', problem, doubtfulSince, triedAt };
  return {
    state: 'scheduled',
    nextAt: next.at,
    doubtfulSince,
    triedAt,
    ...toBeShown(problem, next.at, ended),
  };
}

/** Of what is looked at time and again, as an upload after each of its pieces, cards tell now and then, and what is new. */
function toBeShown(
  problem: Problem,
  nextAt: number,
  { claim: { shown }, now }: Ended,
): Pick<Written, 'problem' | 'isQuiet'> {
  if (problem.reason !== 'processing') return { problem };
  const isSoon = nextAt - now < SHOWN_EVERY;
  const isKnown = shown && (shown.message === problem.message || now - shown.at < SHOWN_EVERY);
  return isSoon && isKnown
    ? { problem: { ...problem, shown }, isQuiet: true }
    : { problem: { ...problem, shown: { message: problem.message, at: now } } };
}

/** A hiccup in what is under way does not make it late. */
function reasonOf({ reason }: NetworkError, claim: Claim): string {
  const isHiccup = reason === 'unreachable' || reason === 'rate_limited';
  return isHiccup && isUnderWay(claim.reason) ? INTERRUPTED : reason;
}

/** The pieces that went well are no tries that failed: after them it is tried soon, and then each minute. */
function triesOf({ reason, attempts }: Claim): number {
  if (reason === 'processing') return 1;
  return reason === INTERRUPTED ? EACH_MINUTE : attempts + 1;
}

/** A person who presses Retry is patient anew. */
function patientSince({ processingSince }: NetworkError, { dueAt }: Claim): number | undefined {
  return processingSince === undefined ? undefined : Math.max(processingSince, dueAt);
}

function titleOf({ account, claim }: Ended): string {
  return account?.title ?? claim.target;
}

const LOOK_AGAIN = 31_000;
/** Ms. */
const SHOWN_EVERY = 30_000;
const EACH_MINUTE = 4;
