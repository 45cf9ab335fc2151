/** What each state of a post is called, how it looks, and what can be pressed in it. */
import { type Action, button, type Tone } from '../../chat/card.ts';
import { t } from '../../kit/t.ts';
import { type PostState, waits } from '../../posts/post.ts';
import type { PostView } from '../posts/viewing.ts';
import { despite } from './check-blocks.ts';
import { heldActions } from './held-actions.ts';

export function headingOf({ post, state }: PostView): string {
  return t('Post {id}: {state}', { id: String(post.id), state: stateWords(state) });
}

export function stateWords(state: PostState): string {
  return STATES[state].words();
}

export function toneOf(state: PostState): Tone {
  return STATES[state].tone;
}

/**
 * What its buttons carry: the post and the revision that is shown, so that a press on an older card is noticed; Approve
 * also the newest check, so that nobody accepts a warning which they have not seen.
 */
export function actionsOf(view: PostView): Action[] {
  const id = `${view.post.id}.${view.post.revision}`;
  return STATES[view.state].actions.flatMap((name) => BUTTONS[name](id, view));
}

type ButtonName =
  | 'approve'
  | 'request_changes'
  | 'reject'
  | 'edit'
  | 'cancel'
  | 'cancel_rest'
  | 'retry'
  | 'held'
  | 'freeze'
  | 'ask';

const BUTTONS: Record<ButtonName, (id: string, view: PostView) => Action[]> = {
  approve: (id, { checks, newestCheck }) => [
    button('post.approve', `${id}.${newestCheck}`, t('Approve'), {
      style: 'primary',
      confirm: despite(checks),
    }),
  ],
  request_changes: (id) => [button('post.request-changes', id, t('Request changes'))],
  reject: (id) => [button('post.reject', id, t('Reject'), { style: 'danger' })],
  edit: (id) => [button('post.edit', id, t('Edit'))],
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
  held: (_id, { post }) => heldActions({ postId: post.id, revision: post.revision }),
  freeze: (id) => [button('freeze.start', id, t('Freeze posts'))],
  ask: (_id, { deliveries }) => {
    // One at a time: each press says which delivery it is about.
    const unknown = deliveries.find((one) => one.state === 'unknown');
    return unknown ? askAbout(unknown.id) : [];
  },
};

function askAbout(deliveryId: number): Action[] {
  return [
    button('delivery.live', deliveryId, t('It is live'), { style: 'primary' }),
    button('delivery.not-live', deliveryId, t('It is not, retry')),
    button('delivery.check', deliveryId, t('Check again')),
  ];
}

const STATES: Record<PostState, { words: () => string; tone: Tone; actions: ButtonName[] }> = {
  draft: { words: () => t('draft'), tone: 'neutral', actions: ['edit', 'cancel'] },
  in_review: {
    words: () => t('in review'),
    tone: 'waiting',
    actions: ['approve', 'request_changes', 'reject', 'edit'],
  },
  changes_requested: { words: () => t('changes requested'), tone: 'warning', actions: ['edit', 'cancel'] },
  rejected: { words: () => t('rejected'), tone: 'bad', actions: [] },
  cancelled: { words: () => t('cancelled'), tone: 'neutral', actions: [] },
  expired: { words: () => t('expired'), tone: 'warning', actions: ['edit', 'cancel'] },
  scheduled: { words: () => t('scheduled'), tone: 'waiting', actions: ['edit', 'cancel', 'freeze'] },
  held: { words: () => t('waits for a word'), tone: 'warning', actions: ['held'] },
  publishing: { words: () => t('publishing'), tone: 'waiting', actions: ['ask', 'cancel_rest', 'freeze'] },
  published: { words: () => t('published'), tone: 'good', actions: [] },
  partly_published: { words: () => t('partly published'), tone: 'warning', actions: ['retry'] },
  failed: { words: () => t('failed'), tone: 'bad', actions: ['retry', 'edit', 'cancel'] },
  unknown: { words: () => t('may be live'), tone: 'warning', actions: ['ask', 'retry'] },
};
