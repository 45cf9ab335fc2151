/**
 * A timeout or a ban as something that shall be so: what is to be done next follows from what shall be and what the chat
 * says is. What a person changed in the chat's own client is final; it is never fought. Pure.
 */

export type SanctionKind = 'timeout' | 'ban';
/** `ending`: it is to be lifted before its time. */
export type SanctionState = 'standing' | 'ending' | 'over';
/** `by_hand`: somebody changed or lifted it in the chat. `replaced`: another one took its place. */
export type SanctionEnding = 'expired' | 'lifted' | 'by_hand' | 'replaced' | 'refused';

/** Instants are epoch ms. */
export interface Sanction {
  kind: SanctionKind;
  state: SanctionState;
  /** Null: for good. */
  until: number | null;
  /** When the chat was last known to have it; null: not yet. */
  appliedAt: number | null;
  /** Of a timeout: up to when the chat was told. */
  appliedUntil: number | null;
}

/** What the chat says. `member`: undefined where they are none. */
export interface Truth {
  isBanned?: boolean;
  member?: { timeoutUntil: number | null; joinedAt?: number } | undefined;
}

export type Step =
  /** Of a timeout up to `until`. */
  | { do: 'apply'; until: number | null }
  | { do: 'lift' }
  /** It is as it shall be, or nobody is there: looked at again then; null: only when something happens. */
  | { do: 'wait'; again: number | null; isInForce: boolean; until?: number }
  | { do: 'close'; as: SanctionEnding };

export function nextStep(sanction: Sanction, truth: Truth, now: number): Step {
  return sanction.kind === 'ban' ? stepOfBan(sanction, truth, now) : stepOfTimeout(sanction, truth, now);
}

function stepOfBan({ state, until, appliedAt }: Sanction, { isBanned = false }: Truth, now: number): Step {
  const isOver = until !== null && until <= now;
  if (state === 'ending') return isBanned ? { do: 'lift' } : { do: 'close', as: 'lifted' };
  if (isOver && appliedAt === null && !isBanned) return { do: 'close', as: 'expired' };
  if (isOver) return isBanned ? { do: 'lift' } : { do: 'close', as: 'by_hand' };
  if (isBanned) return { do: 'wait', again: until, isInForce: true };
  return appliedAt === null ? { do: 'apply', until } : { do: 'close', as: 'by_hand' };
}

function stepOfTimeout(sanction: Sanction, { member }: Truth, now: number): Step {
  const { state, appliedUntil } = sanction;
  const until = sanction.until ?? Number.POSITIVE_INFINITY;
  const there = member?.timeoutUntil != null && member.timeoutUntil > now ? member.timeoutUntil : null;
  const isOurs = there !== null && appliedUntil !== null && same(there, appliedUntil);
  if (state === 'ending') return ending(sanction, { member, there, isOurs }, now);
  if (until <= now) return { do: 'close', as: there === null ? 'expired' : 'by_hand' };
  if (!member) return { do: 'wait', again: sanction.until, isInForce: false };
  const upTo = Math.min(until, now + LONGEST);
  if (sanction.appliedAt === null)
    return there !== null && same(there, until) ? inForce(until, until, now) : { do: 'apply', until: upTo };
  if (isOurs) return renewed(there, until, now) ?? inForce(there, until, now);
  if (there !== null) return { do: 'close', as: 'by_hand' };
  // Whoever leaves and comes back has got rid of nothing; a part that ran out is followed by the next.
  const cameBack = (member.joinedAt ?? 0) > sanction.appliedAt;
  const ranOut = appliedUntil !== null && appliedUntil <= now;
  return cameBack || ranOut ? { do: 'apply', until: upTo } : { do: 'close', as: 'by_hand' };
}

function ending(
  { appliedUntil }: Sanction,
  { member, there, isOurs }: { member: Truth['member']; there: number | null; isOurs: boolean },
  now: number,
): Step {
  if (member) {
    if (there === null) return { do: 'close', as: 'lifted' };
    return isOurs ? { do: 'lift' } : { do: 'close', as: 'by_hand' };
  }
  // Nobody is there to lift it from; it would be there again if they came back.
  if (appliedUntil === null || appliedUntil <= now) return { do: 'close', as: 'lifted' };
  return { do: 'wait', again: appliedUntil, isInForce: false };
}

function inForce(there: number, until: number, now: number): Step {
  const again = same(there, until) ? until : Math.max(now, there - RENEWED_AHEAD);
  return { do: 'wait', again, isInForce: true, until: there };
}

/** Longer ones than the chat takes go on in parts. */
function renewed(there: number, until: number, now: number): Step | undefined {
  if (same(there, until) || there - now > RENEWED_AHEAD) return undefined;
  return { do: 'apply', until: Math.min(until, now + LONGEST) };
}

/** The chat keeps whole seconds, or not. */
function same(one: number, other: number): boolean {
  return Math.abs(one - other) < 1_000;
}

const DAY = 24 * 3_600_000;
/** ms: Discord takes 28 days. */
const LONGEST = 28 * DAY - 60_000;
const RENEWED_AHEAD = DAY;
