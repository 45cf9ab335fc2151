/**
 * The one place that decides what follows after a try: by the network's retry contract, by what is known of the
 * effect, and by how long it has been going on.
 */
/** What makes a second try safe once an answer was lost; declared by each network. */
export interface RetryContract {
  kind: 'native-key' | 'deterministic-id' | 'handle' | 'read-back' | 'none' | 'repeatable';
  /** `native-key`: how long the network remembers a key, ms. Later tries read back first, where the network can. */
  remembers?: number;
  /** `native-key`: how long after a try its key may not be noted yet, ms: a second one could overtake the first. */
  notedWithin?: number;
  /**
   * What a try gave stays there, unseen, when it is refused later on: *Retry* goes on from it, by the same intent. `video`: of
   * posts with a video alone. Absent: *Retry* begins anew.
   */
  resumes?: boolean | 'video';
  /** `none`: `find` tells where surely nothing is out yet, and throws wherever a person must look. */
  tellsAbsence?: boolean;
}

/**
 * Whatever a network's contract for publishing: the same text set twice does no harm. So what corrects a post is sent
 * again whenever an answer is lost, and nobody has to look.
 */
export const EDITING: RetryContract = { kind: 'repeatable' };

/**
 * - `refused`: the network looked at it and said no; the same again will be refused again.
 * - `unauthorized`: the credentials or their rights do not do; a person must act.
 * - `rate_limited`: not taken now; `retryAfter` tells when.
 * - `unreachable`: it was surely not taken (no connection); may be tried again.
 * - `lost`: sent, and no answer came, or one that tells nothing: it may be live.
 * - `processing`: the network took what was given to it, and still works on it. By this try nothing is out; the next one
 *   goes on from its marks. Of a look: what may be live since an earlier try is not out yet, or not told.
 */
export type NetworkErrorReason =
  | 'refused'
  | 'unauthorized'
  | 'rate_limited'
  | 'unreachable'
  | 'lost'
  | 'processing';

/** How a try begins. `wait`: not yet; `look` reads back first; `ask` leaves it to a person. */
export type Approach = 'send' | 'wait' | 'look' | 'ask';

export interface Doubt {
  /** Since when it may be live (epoch ms); undefined: it surely is not. */
  since?: number;
  /** When the last try that leaves it was over, as far as is known. */
  triedAt?: number;
  now: number;
  /** The connection can read back. */
  canLook: boolean;
  /** The last try was refused, as the next would be: what became of the one before is seen by a look alone. */
  wasRefused?: boolean;
}

export function approach(contract: RetryContract, doubt: Doubt): Approach {
  if (doubt.since === undefined || contract.kind === 'repeatable') return 'send';
  if (doubt.wasRefused) return doubt.canLook ? 'look' : 'ask';
  if (contract.kind === 'deterministic-id') return 'send';
  if (contract.kind === 'native-key' && doubt.now - doubt.since < (contract.remembers ?? FOREVER))
    return doubt.now < settledAt(contract, doubt.triedAt ?? doubt.since) ? 'wait' : 'send';
  if (contract.kind === 'none' && !contract.tellsAbsence) return 'ask';
  return doubt.canLook ? 'look' : 'ask';
}

/** From when on (epoch ms) the key of a try that was over at `triedAt` is noted, if it went through. */
export function settledAt(contract: RetryContract, triedAt: number): number {
  return triedAt + (contract.notedWithin ?? 0);
}

/**
 * May "not there" be believed? A network shows a post some seconds after taking it, so a look that comes early
 * after the last try (epoch ms) and finds nothing proves nothing.
 */
export function absenceIsProof(triedAt: number, now: number): boolean {
  return now - triedAt >= SETTLING;
}

export type Next =
  /** Again at that instant (epoch ms); `doubtful` keeps or sets the doubt. */
  | { kind: 'again'; at: number; doubtful: boolean }
  | { kind: 'failed'; doubtful: boolean }
  | { kind: 'unknown' };

export interface Failure {
  reason: NetworkErrorReason;
  retryAfter?: number;
  /** `processing`: since when the network works on it (epoch ms). */
  processingSince?: number;
  /** `processing`: how long it may take, ms; an hour unless told. */
  processingFor?: number;
  /** Tries so far, this one included. */
  attempts: number;
  now: number;
  /** When the post was due. */
  dueAt: number;
  /** Whether it may be live, from an earlier try or this one. */
  doubtful: boolean;
  /** The connection can read back, and the try before this one was not refused. */
  mayLook: boolean;
  /** 0 to 1, from a random source: spreads the retries of many. */
  jitter: number;
}

export function afterFailure(contract: RetryContract, failure: Failure): Next {
  const doubtful = failure.doubtful || failure.reason === 'lost';
  const isOver = failure.reason === 'unauthorized' || failure.reason === 'refused';
  // Who may not come in is not told whether the earlier try went through; who was refused may look.
  if (isOver && !(failure.reason === 'refused' && looks(contract, failure))) return over(contract, doubtful);
  if (doubtful && contract.kind === 'none') return { kind: 'unknown' };
  if (failure.now - failure.dueAt > GIVE_UP || isStuck(failure)) return over(contract, doubtful);
  // Whatever the network says, a person is told when the day of trying is over.
  const at = failure.now + Math.min(pause(failure), Math.max(failure.dueAt + GIVE_UP - failure.now, LEAST));
  return { kind: 'again', at: doubtful ? Math.max(at, settledAt(contract, failure.now)) : at, doubtful };
}

/** What takes that long does not come to an end by itself. */
function isStuck({ reason, processingSince, processingFor = STUCK, now }: Failure): boolean {
  return reason === 'processing' && processingSince !== undefined && now - processingSince >= processingFor;
}

function looks({ kind }: RetryContract, { doubtful, mayLook }: Failure): boolean {
  return doubtful && mayLook && kind !== 'repeatable' && kind !== 'none';
}

/** What may be live is for a person to look at, unless a person's retry does no harm whatever they would see. */
function over({ kind }: RetryContract, doubtful: boolean): Next {
  return doubtful && kind !== 'repeatable' ? { kind: 'unknown' } : { kind: 'failed', doubtful };
}

function pause({ reason, processingSince, retryAfter, attempts, jitter, now }: Failure): number {
  if (reason === 'processing')
    return Math.max(retryAfter ?? askAgainAfter(now - (processingSince ?? now)), LEAST) + jitter * 1_000;
  // Told to come at once, time and again, it comes less and less often.
  if (retryAfter !== undefined) return Math.max(retryAfter, attempts * LEAST) + jitter * 1_000;
  const steps = Math.min(attempts - 1, BACKOFF.length - 1);
  const base = BACKOFF[steps] ?? 0;
  return base * (0.75 + jitter / 2);
}

/** `elapsed`, ms: most is ready within seconds, what is not takes minutes, and what is not then takes hours. */
function askAgainAfter(elapsed: number): number {
  if (elapsed < 30_000) return 5_000;
  if (elapsed < 3 * 60_000) return 30_000;
  return elapsed < STUCK ? 60_000 : 5 * 60_000;
}

const FOREVER = Number.POSITIVE_INFINITY;
/** ms; after a day of trying a person has to look. */
const GIVE_UP = 24 * 3_600_000;
/** ms; then a person is asked what is to become of it, where the network says nothing else. */
const STUCK = 60 * 60_000;
const SETTLING = 30_000;
const LEAST = 1_000;
const BACKOFF = [2_000, 10_000, 30_000, 60_000, 300_000, 900_000];
