/** What each state of a post is called, how it looks, and what can be pressed in it. */
import { type Action, button, type Tone } from '../../../chat/card.ts';
import { t } from '../../../kit/t.ts';
import { waitsForAccount } from '../../../posts/delivery.ts';
import { handedOver, type PostState, statesOf, waits } from '../../../posts/post.ts';
import type { StoredDelivery } from '../../../store/post-deliveries.ts';
import { isWithoutCards } from '../fields/presenting.ts';
import { writeShown } from '../id.ts';
import { despite } from './check-blocks.ts';
import { fieldButtons } from './field-blocks.ts';
import { heldActions } from './held-actions.ts';
import type { PostView } from './post-view.ts';
import { mayBeCut } from './whole-card.ts';

export function headingOf(view: PostView): string {
  const { post } = view;
  const words = { id: String(post.id), state: stateWords(view) };
  return post.corrects === null
    ? t('Post {id}: {state}', words)
    : t('Post {id}: {state}, a correction of post {corrects}', { ...words, corrects: String(post.corrects) });
}

interface Standing extends Pick<PostView, 'post' | 'state'> {
  deliveries: StoredDelivery[];
}

export function stateWords({ state, post, deliveries }: Standing): string {
  const held = deliveries.filter((one) => one.state === 'held');
  if (state === 'held' && held.every(waitsForAccount)) return t('waits for its account');
  return (post.corrects !== null && CORRECTION_WORDS[state]?.()) || STATES[state].words();
}

export function toneOf(state: PostState): Tone {
  return STATES[state].tone;
}

/**
 * What its buttons carry: the post and the revision that is shown, so that a press on an older card is noticed; Approve
 * also the newest check, so that nobody accepts a warning which they have not seen.
 */
export function actionsOf(view: PostView): Action[] {
  const id = writeShown(view.post);
  return [
    ...STATES[view.state].actions.flatMap((name) => BUTTONS[name](id, view)),
    ...wayToRead(view),
    ...wayToWatch(view),
  ];
}

/** The card may cut what is decided on. */
function wayToRead({ post, revision }: PostView): Action[] {
  if (!revision || !mayBeCut(revision.content)) return [];
  return [button('post.read', `${post.id}.${revision.revision}`, t('Read all of it'))];
}

/** The card says of a video how long it is, and no more. */
function wayToWatch({ post, revision }: PostView): Action[] {
  if (!revision?.content.media.some(({ video }) => video)) return [];
  return [button('post.watch', `${post.id}.${revision.revision}`, t('Watch the video'))];
}

type ButtonName =
  | 'approve'
  | 'request_changes'
  | 'reject'
  | 'veto'
  | 'emergency'
  | 'comment'
  | 'edit'
  | 'variant'
  | 'fields'
  | 'link_card'
  | 'cancel'
  | 'cancel_rest'
  | 'retry'
  | 'held'
  | 'freeze'
  | 'correct'
  | 'delete'
  | 'ask';

const BUTTONS: Record<ButtonName, (id: string, view: PostView) => Action[]> = {
  approve: (_id, view) => [
    button('post.approve', shownIn(view), t('Approve'), { style: 'primary', confirm: despite(view.checks) }),
  ],
  request_changes: (_id, view) => [button('post.request-changes', shownIn(view), t('Request changes'))],
  reject: (_id, view) => [button('post.reject', shownIn(view), t('Reject'), { style: 'danger' })],
  // It comes too late for what is out.
  veto: (id, view) => (view.review?.hasVeto && !handedOver(view.deliveries) ? BUTTONS.reject(id, view) : []),
  emergency: (_id, view) =>
    view.review?.hasEmergency
      ? [
          button('post.emergency', shownIn(view), t('Emergency approval'), {
            style: 'danger',
            confirm: despite(view.checks),
          }),
        ]
      : [],
  comment: (id) => [button('post.comment', id, t('Comment'))],
  edit: (id, { post }) => [
    button(post.corrects === null ? 'post.edit' : 'post.edit-correction', id, t('Edit')),
  ],
  // Of one target alone, its text is the text.
  variant: (id, { revision }) =>
    (revision?.content.targets.length ?? 0) > 1 ? [button('post.variant', id, t('Text per network'))] : [],
  fields: (id, { fillable }) => fieldButtons(id, fillable),
  // Chosen where it is seen; it is an edit, and approved anew.
  link_card: (id, { post, revision }) => {
    const cards = Object.values(revision?.content.presentation ?? {}).flatMap((one) => one.cards ?? []);
    if (cards.length > 0) return [button('post.link-card', id, t('Without link card'))];
    return isWithoutCards(post.input) ? [button('post.link-card', id, t('With link card'))] : [];
  },
  cancel: (id) => [
    button('post.cancel', id, t('Cancel'), {
      style: 'danger',
      confirm: t('Take this post off the schedule?'),
    }),
  ],
  cancel_rest: (id, { deliveries }) =>
    deliveries.some(waits)
      ? [
          button('post.cancel', id, t('Cancel'), {
            style: 'danger',
            confirm: t('Take back what is not out yet?'),
          }),
        ]
      : [],
  retry: (id, { deliveries }) =>
    deliveries.some((one) => one.state === 'failed')
      ? [button('post.retry', id, t('Retry'), { style: 'primary' })]
      : [],
  held: (_id, { post: { id, revision, corrects }, deliveries }) =>
    heldActions({ postId: id, revision, isCorrection: corrects !== null, deliveries }),
  correct: (id, view) => (isOut(view) ? [button('post.correct', id, t('Correct'))] : []),
  delete: (id, view) => (isOut(view) ? [button('post.delete', id, t('Delete'), { style: 'danger' })] : []),
  freeze: (id) => [button('freeze.start', id, t('Freeze posts'))],
  ask: (_id, { deliveries }) => {
    // One at a time: each press says which delivery it is about.
    const unknown = deliveries.find((one) => one.state === 'unknown');
    return unknown ? askAbout(unknown.id) : [];
  },
};

/** What a decision is about: the step as well, so that nobody decides on one that they did not see. */
function shownIn({ post, review, newestCheck }: PostView): string {
  return writeShown(post, review?.approval.position, newestCheck);
}

/** Somewhere. What a correction changed is the other post's. */
function isOut({ post, deliveries }: PostView): boolean {
  return post.corrects === null && statesOf(deliveries).includes('sent');
}

function askAbout(deliveryId: number): Action[] {
  return [
    button('delivery.live', deliveryId, t('It is live'), { style: 'primary' }),
    button('delivery.not-live', deliveryId, t('It is not, retry')),
    button('delivery.check', deliveryId, t('Check again')),
  ];
}

/** Where another word is needed. */
const CORRECTION_WORDS: Partial<Record<PostState, () => string>> = {
  scheduled: () => t('approved'),
  publishing: () => t('being corrected'),
  published: () => t('corrected'),
  partly_published: () => t('partly corrected'),
};

const STATES: Record<PostState, { words: () => string; tone: Tone; actions: ButtonName[] }> = {
  draft: { words: () => t('draft'), tone: 'neutral', actions: ['edit', 'fields', 'cancel'] },
  in_review: {
    words: () => t('in review'),
    tone: 'waiting',
    actions: [
      'approve',
      'request_changes',
      'reject',
      'edit',
      'variant',
      'fields',
      'link_card',
      'comment',
      'emergency',
    ],
  },
  changes_requested: {
    words: () => t('changes requested'),
    tone: 'warning',
    actions: ['edit', 'variant', 'fields', 'link_card', 'cancel', 'comment'],
  },
  rejected: { words: () => t('rejected'), tone: 'bad', actions: [] },
  cancelled: { words: () => t('cancelled'), tone: 'neutral', actions: [] },
  expired: { words: () => t('expired'), tone: 'warning', actions: ['edit', 'cancel', 'comment'] },
  scheduled: {
    words: () => t('scheduled'),
    tone: 'waiting',
    actions: ['edit', 'fields', 'cancel', 'veto', 'freeze', 'comment'],
  },
  held: {
    words: () => t('waits for a decision'),
    tone: 'warning',
    actions: ['held', 'retry', 'correct', 'delete', 'veto', 'comment'],
  },
  publishing: {
    words: () => t('publishing'),
    tone: 'waiting',
    actions: ['ask', 'cancel_rest', 'retry', 'correct', 'delete', 'freeze'],
  },
  published: { words: () => t('published'), tone: 'good', actions: ['correct', 'delete'] },
  partly_published: {
    words: () => t('partly published'),
    tone: 'warning',
    actions: ['retry', 'correct', 'delete'],
  },
  deleting: {
    words: () => t('being deleted'),
    tone: 'waiting',
    actions: ['retry', 'correct', 'delete'],
  },
  deleted: { words: () => t('deleted'), tone: 'neutral', actions: [] },
  failed: { words: () => t('failed'), tone: 'bad', actions: ['retry', 'edit', 'cancel', 'veto', 'comment'] },
  unknown: {
    words: () => t('may be live'),
    tone: 'warning',
    actions: ['ask', 'retry', 'cancel_rest', 'correct', 'delete'],
  },
};
