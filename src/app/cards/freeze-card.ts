/** The card of a freeze: what it stops, what was handed over already, and afterwards the review of what fell due. */
import {
  type Action,
  type Block,
  button,
  type Card,
  card,
  context,
  type Inline,
  link,
  list,
  type Part,
  strong,
  text,
  time,
} from '../../chat/card.ts';
import { t } from '../../kit/t.ts';
import type { FreezeView, HeldPost } from '../freezes/viewing.ts';
import { heldActions } from './held-actions.ts';
import { personPart } from './person-part.ts';

export function freezeCard(view: FreezeView): Card {
  if (view.freeze.liftedAt === null) return frozenCard(view);
  return view.held.count > 0 ? reviewCard(view) : overCard(view);
}

/** What whoever pulled the handle reads: that it is so, how much it stops, and what had left already. */
export function frozenAnswer(view: FreezeView): Card {
  return { ...frozenCard(view), actions: [] };
}

function frozenCard(view: FreezeView): Card {
  const { freeze, held, handedOver } = view;
  const isLeaving = handedOver.leaving > 0;
  const scope = scopeOf(view);
  return card(
    isLeaving ? t('Freezing posts: {scope}', { scope }) : t('Posts are frozen: {scope}', { scope }),
    {
      tone: 'bad',
      blocks: [
        text(begunBy(view)),
        text(coverage(view)),
        ...handedOverBlocks(view),
        ...(held.count > 0 ? [text(fellDue(held.count))] : []),
      ],
      actions: [button('freeze.resume', freeze.id, t('Resume'), { style: 'primary' })],
    },
  );
}

function coverage({ covers }: FreezeView): string {
  if (covers.posts === 0) return t('Nothing is scheduled there; what is from now on waits for /resume.');
  const counted = t(
    'Frozen: {posts, plural, one {# post} other {# posts}} on {targets, plural, one {# account} other {# accounts}}.',
    covers,
  );
  return t('{counted} Nothing of it goes out before /resume.', { counted });
}

function scopeOf({ freeze }: FreezeView): string {
  return freeze.targets === null ? t('everything') : freeze.scope;
}

function reviewCard(view: FreezeView): Card {
  const { freeze, held } = view;
  const [first] = held.first as [HeldPost];
  const shown = held.first.map(heldLine);
  const more = held.count - shown.length;
  return card(
    t('Resumed: {count, plural, one {# post waits} other {# posts wait}} for a word', { count: held.count }),
    {
      tone: 'warning',
      blocks: [
        text(endedBy(view)),
        text(
          t('These fell due while {scope} was frozen. None of them goes out by itself.', {
            scope: freeze.scope,
          }),
        ),
        list(shown),
        ...(more > 0 ? [context(t('And {more} more.', { more }))] : []),
        text(
          t('What becomes of post {id}, "{excerpt}"?', { id: String(first.postId), excerpt: first.excerpt }),
        ),
      ],
      // One at a time: they are about the first.
      actions: [...heldActions(first), ...(held.count > 1 ? allActions(view) : [])],
    },
  );
}

function allActions({ freeze, held }: FreezeView): Action[] {
  return [
    button('freeze.publish-all', freeze.id, t('Publish all now'), {
      confirm: t('{count} posts go out at once. Publish them?', { count: held.count }),
    }),
    button('freeze.drop-all', freeze.id, t('Drop all'), {
      style: 'danger',
      confirm: t('{count} posts will not go out. Drop them?', { count: held.count }),
    }),
  ];
}

function overCard(view: FreezeView): Card {
  return card(t('The freeze is over: {scope}', { scope: scopeOf(view) }), {
    tone: 'good',
    blocks: [text(begunBy(view)), text(endedBy(view)), ...handedOverBlocks(view)],
  });
}

function begunBy(view: FreezeView): Inline {
  const { freeze, people } = view;
  const who = personPart(people, freeze.personId);
  return t('{who} froze {scope}, {at}: {reason}', {
    ...{ who, scope: scopeOf(view), reason: freeze.reason },
    at: time(freeze.frozenAt.getTime()),
  });
}

function endedBy({ freeze, people }: FreezeView): Inline {
  const who = personPart(people, freeze.liftedBy);
  return t('{who} resumed {at}.', { who, at: time((freeze.liftedAt ?? freeze.frozenAt).getTime()) });
}

function handedOverBlocks({ handedOver }: FreezeView): Block[] {
  const { newest, count } = handedOver;
  if (count === 0) return [text(t('Nothing had just been handed over.'))];
  return [text(t('Already handed over: {count}.', { count })), list(newest.map(handedOverLine))];
}

function handedOverLine(delivery: FreezeView['handedOver']['newest'][number]): Inline {
  return [strong(`#${delivery.postId}, ${delivery.title}`), ': ', ...standing(delivery)];
}

function standing({
  state,
  sentAt,
  published,
}: FreezeView['handedOver']['newest'][number]): (string | Part)[] {
  if (state === 'sending') return [t('being handed over; it may still come')];
  if (sentAt === null) return [t('may be live; it is followed up after the freeze')];
  const at = time(sentAt.getTime());
  return published?.url
    ? t('sent {at}, {open}', { at, open: link(published.url, t('open it')) })
    : t('sent {at}', { at });
}

function heldLine({ postId, excerpt, dueAt, titles }: HeldPost): Inline {
  const due = time(dueAt.getTime());
  return [
    strong(`#${postId}`),
    ' ',
    ...t('due {due}, {titles}: {excerpt}', { due, titles: titles.join(', '), excerpt }),
  ];
}

function fellDue(count: number): string {
  return t(
    '{count, plural, one {# post fell} other {# posts fell}} due meanwhile; /resume asks about each.',
    {
      count,
    },
  );
}
