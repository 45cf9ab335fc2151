/**
 * What others write to us hangs together as conversations. One is new until somebody claims it, and open until it is
 * answered or dismissed; what comes later opens it again.
 *
 *     new ── claim ──> claimed ── answer ──> answered ── another mention ──> new
 *      ^                  │                     ^
 *      └── release, or the claim expires        │ (also from new)
 *     new, claimed, answered ── dismiss ──> dismissed ── another mention ──> new
 */
import type { Audience } from '../people/audience.ts';

export type ConversationState = 'new' | 'claimed' | 'answered' | 'dismissed';

export interface Claim {
  personId: number;
  /** Epoch ms. */
  until: number;
}

export interface Standing {
  state: ConversationState;
  claim?: Claim;
}

export type Taken = { outcome: 'claimed' | 'already yours' } | { outcome: 'held'; by: Claim };

/** Whoever presses first has it, until the claim expires. */
export function takeClaim({ claim }: Standing, personId: number, now: number): Taken {
  if (claim && claim.until > now && claim.personId !== personId) return { outcome: 'held', by: claim };
  return { outcome: claim?.personId === personId && claim.until > now ? 'already yours' : 'claimed' };
}

/** What a new mention makes of it: an answer that comes back is new work, a claim that stands goes on. */
export function stateAfterMention({ state, claim }: Standing, now: number): ConversationState {
  return state === 'claimed' && claim && claim.until > now ? 'claimed' : 'new';
}

/** What is not public never shows where the whole team reads. */
export function isPrivate(audience: Audience): boolean {
  return audience === 'direct' || audience === 'followers';
}
