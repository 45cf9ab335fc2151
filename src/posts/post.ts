/**
 * A post's life. Its stage is what people decided; its state, which everybody reads, is derived from the stage
 * and from what became of its deliveries.
 *
 *   draft → in_review → approved → (its deliveries: scheduled → … → published)
 *              │           └→ rejected, by a veto before anything is out
 *              ├→ changes_requested → (edit) → in_review
 *              ├→ rejected
 *              └→ expired
 *   in_review lasts until the last of its steps is approved (approval.ts);
 *   an edit leads from every open stage back to in_review, and voids the approval; cancel leads out of it
 */
import type { DeliveryState } from './delivery.ts';

export const STAGES = [
  'draft',
  'in_review',
  'changes_requested',
  'approved',
  'rejected',
  'cancelled',
  'expired',
] as const;
export type PostStage = (typeof STAGES)[number];

export type PostState =
  | Exclude<PostStage, 'approved'>
  | 'scheduled'
  | 'held'
  | 'publishing'
  | 'published'
  | 'partly_published'
  | 'failed'
  | 'unknown'
  | 'deleting'
  | 'deleted';

export type PostEvent =
  | 'edit'
  | 'submit'
  | 'approve'
  | 'reject'
  | 'veto'
  | 'request_changes'
  | 'cancel'
  | 'expire';

/** The stage after an event, or undefined where it is not possible. */
export function next(stage: PostStage, event: PostEvent): PostStage | undefined {
  return TRANSITIONS[stage][event];
}

/** What the post is, seen with its deliveries of the approved revision. */
export function stateOf(stage: PostStage, deliveries: readonly DeliveryState[]): PostState {
  if (stage !== 'approved') return stage;
  const any = (state: DeliveryState) => deliveries.includes(state);
  // Seen in the moment between a call-off and the stage that follows it.
  if (deliveries.every((state) => state === 'cancelled')) return 'cancelled';
  if (any('unknown')) return 'unknown';
  if (any('sending')) return 'publishing';
  if (any('held')) return 'held';
  // A claim waits for its time like the others, and can still be called off.
  const waits = (state: DeliveryState) => state === 'scheduled' || state === 'claimed';
  if (deliveries.some(waits)) return deliveries.every(waits) ? 'scheduled' : 'publishing';
  // Last: what may still go out is told before what comes down.
  if (any('removing')) return 'deleting';
  if (any('removed')) return any('sent') ? 'partly_published' : 'deleted';
  if (any('failed') || any('cancelled')) return any('sent') ? 'partly_published' : 'failed';
  return 'published';
}

/** Of a thread that broke off, something is out, and something is not. */
export function statesOf(deliveries: readonly Standing[]): DeliveryState[] {
  return deliveries.flatMap((one) => (brokeOff(one) ? (['sent', one.state] as const) : [one.state]));
}

/** A thread of which some parts are out, and the others do not follow by themselves. */
export function brokeOff({ state, sentParts = [] }: Pick<Standing, 'state' | 'sentParts'>): boolean {
  return sentParts.length > 0 && BROKEN_OFF.has(state);
}

const BROKEN_OFF = new Set<DeliveryState>(['failed', 'cancelled']);

/** Something of it went out or may have, in this try or in an earlier one: the content can be edited no more. */
export function handedOver(deliveries: readonly Standing[]): boolean {
  return deliveries.some(
    ({ state, doubtfulSince, sentParts = [] }) =>
      HANDED_OVER.has(state) || doubtfulSince !== null || sentParts.length > 0,
  );
}

interface Standing {
  state: DeliveryState;
  doubtfulSince: Date | null;
  /** Of a thread: the parts that are out. */
  sentParts?: readonly unknown[];
}

const HANDED_OVER = new Set<DeliveryState>(['sending', 'sent', 'unknown', 'removing', 'removed']);

/** It surely is not out, and can still be called off. */
export function waits(delivery: Standing): boolean {
  return WAITING.has(delivery.state) && !handedOver([delivery]);
}

const WAITING = new Set<DeliveryState>(['scheduled', 'claimed', 'held']);

const OPEN = { edit: 'draft', submit: 'in_review', cancel: 'cancelled' } as const;

const TRANSITIONS: Record<PostStage, Partial<Record<PostEvent, PostStage>>> = {
  draft: OPEN,
  in_review: {
    ...OPEN,
    approve: 'approved',
    reject: 'rejected',
    veto: 'rejected',
    request_changes: 'changes_requested',
    expire: 'expired',
  },
  changes_requested: OPEN,
  approved: { ...OPEN, veto: 'rejected' },
  rejected: {},
  cancelled: {},
  expired: OPEN,
};
