/** The card of a freeze: what it stops, what was handed over already, and afterwards the review of what fell due. */
import {
  type Action,
  type Block,
  button,
  type Card,
  card,
  context,
  divider,
  type Inline,
  link,
  list,
  type Part,
  strong,
  text,
  time,
} from '../../chat/card.ts';
import { t } from '../../kit/t.ts';
import { personPart } from '../people/person-part.ts';
import { canMove, heldActions } from '../posts/cards/held-actions.ts';
import type { FreezeView, HeldPost } from './freeze-view.ts';
import type { Resumed } from './resuming.ts';

export function freezeCard(view: FreezeView): Card {
  const { liftedAt, reviewedAt } = view.freeze;
  if (liftedAt === null) return frozenCard(view);
  // What another freeze held since is asked about on that one's card.
  return view.held.count > 0 && reviewedAt === null ? reviewCard(view) : overCard(view);
}

/** What whoever pulled the handle reads: that it is so, how much it stops, and what had left already. */
export function frozenAnswer(view: FreezeView): Card {
  return { ...frozenCard(view), actions: [] };
}

/** What whoever resumed reads: first what is frozen still, so that nobody takes it for open. */
export function resumedAnswer({ lifted, wider, people }: Resumed): Card {
  // Said once for all of them.
  const shown = lifted.map((view) => freezeCard(wider.length > 0 ? { ...view, stillBy: [] } : view));
  const blocks = shown.flatMap((one, index) => (index === 0 ? one.blocks : [divider, ...one.blocks]));
  const actions = shown[0]?.actions ?? [];
  if (wider.length > 0)
    return card(t('Resumed in part: a wider freeze still holds'), {
      ...{ tone: 'warning', actions },
      blocks: [...stillBlocks({ stillBy: wider, people }), divider, ...blocks],
    });
  const heading = shown[0]?.heading ?? t('Nothing is frozen');
  return card(heading, { tone: shown[0]?.tone ?? 'neutral', blocks, actions });
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

/** On other cards: how much is frozen and what had left, or that it is over. */
export function frozenLines(view: FreezeView): Block[] {
  const { freeze, people } = view;
  if (freeze.liftedAt !== null) return [text(endedBy(view))];
  const who = personPart(people, freeze.personId);
  const lead = t('{who} froze {scope}, {at}.', {
    ...{ who, scope: scopeOf(view), at: time(freeze.frozenAt.getTime()) },
  });
  return [text([...lead, ' ', coverage(view)]), ...handedOverBlocks(view)];
}

function coverage({ covers }: FreezeView): string {
  if (covers.posts === 0) return t('Nothing is scheduled there; what is from now on waits for /resume.');
  const counted = t(
    'Frozen: {posts, plural, one {# post} other {# posts}} on {targets, plural, one {# account} other {# accounts}}.',
    covers,
  );
  return t('{counted} Nothing of it goes out before /resume.', { counted });
}

function scopeOf({ freeze }: Pick<FreezeView, 'freeze'>): string {
  return freeze.targets === null ? t('everything') : freeze.scope;
}

function reviewCard(view: FreezeView): Card {
  const { held } = view;
  const [first] = held.first as [HeldPost];
  const shown = held.first.map(heldLine);
  const more = held.count - shown.length;
  return card(
    t('Resumed: {count, plural, one {# post waits} other {# posts wait}} for a decision', {
      count: held.count,
    }),
    {
      tone: 'warning',
      blocks: [
        text(endedBy(view)),
        ...stillBlocks(view),
        text(
          t('These fell due while {scope} was frozen. None of them goes out by itself.', {
            scope: scopeOf(view),
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
  const someMove = held.count > held.first.length || held.first.some(canMove);
  return [
    button('freeze.publish-all', freeze.id, t('Publish all now'), {
      confirm: t('{count} posts go out at once. Publish them?', { count: held.count }),
    }),
    ...(someMove ? [button('freeze.move-all', freeze.id, t('Move all'))] : []),
    button('freeze.drop-all', freeze.id, t('Drop all'), {
      style: 'danger',
      confirm: t('{count} posts will not go out. Drop them?', { count: held.count }),
    }),
  ];
}

function overCard(view: FreezeView): Card {
  const isOpen = view.stillBy.length === 0;
  const scope = scopeOf(view);
  return card(
    isOpen
      ? t('The freeze is over: {scope}', { scope })
      : t('This freeze is over, another still holds: {scope}', { scope }),
    {
      tone: isOpen ? 'good' : 'warning',
      blocks: [text(begunBy(view)), text(endedBy(view)), ...stillBlocks(view), ...handedOverBlocks(view)],
    },
  );
}

function stillBlocks({ stillBy, people }: Pick<FreezeView, 'stillBy' | 'people'>): Block[] {
  if (stillBy.length === 0) return [];
  return [
    text(t('Still frozen, by what was not lifted with it:')),
    list(stillBy.map((freeze) => begunBy({ freeze, people }))),
    text(t('Resume on its card lifts all of it, /resume scope:all every freeze.')),
  ];
}

function begunBy(view: Pick<FreezeView, 'freeze' | 'people'>): Inline {
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
