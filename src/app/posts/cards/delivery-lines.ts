/** How each target's delivery stands, a line each. */
import { type Inline, link, type Part, strong, time } from '../../../chat/card.ts';
import { t } from '../../../kit/t.ts';
import { isUnderWay, waitsForAccount } from '../../../posts/delivery.ts';
import type { PostState } from '../../../posts/post.ts';
import type { PostView } from './post-view.ts';

type Delivery = PostView['deliveries'][number];

export function deliveryLines(deliveries: Delivery[]): Inline[] {
  return deliveries.map((delivery) => [
    strong(delivery.title),
    ': ',
    ...statusOf(delivery),
    ...partsOut(delivery),
  ]);
}

/** Of a thread that stands in the middle. */
function partsOut({ state, sentParts }: Delivery): string[] {
  if (sentParts.length === 0 || state === 'removed') return [];
  return [t(' ({parts, plural, one {# part is} other {# parts are}} out)', { parts: sentParts.length })];
}

/** One sentence over all of them. */
export function deliverySummary(state: PostState, deliveries: Delivery[]): Inline {
  const first = deliveries[0];
  switch (state) {
    case 'scheduled':
      if (deliveries.some((one) => one.doubtfulSince))
        return t('Approved. It is on its way, and may be live.');
      if (deliveries.some((one) => one.attempts > 0)) return t('Approved. It did not get through yet.');
      return first
        ? t('Approved. Goes out {at}.', { at: time(first.dueAt.getTime(), 'relative') })
        : t('Approved.');
    case 'publishing':
      return t('On its way.');
    case 'published':
      return t('It is out, everywhere.');
    case 'partly_published':
      return t('It is out, but not everywhere.');
    case 'failed':
      return t('It could not be sent. Nothing is out.');
    case 'held':
      return heldSummary(deliveries.filter((one) => one.state === 'held'));
    case 'unknown':
      return t('An answer was lost, so nobody can be sure. Please look, then press what you found.');
    case 'cancelled':
      return t('Taken off the schedule. Nothing was sent.');
    case 'deleting':
      return t('It is being deleted where it went out.');
    case 'deleted':
      return t('It was deleted again where it had gone out.');
    case 'rejected':
      return t('Nothing is sent.');
    case 'expired':
      return t('Nobody decided in time. Nothing was sent.');
    default:
      return '';
  }
}

function heldSummary(held: Delivery[]): string {
  const paused = held.filter(waitsForAccount);
  if (paused.length === held.length)
    return t(
      'It waits for its account and goes on by itself. If it is too late by then, you are asked about it.',
    );
  const found = held.some(({ problem }) => problem?.reason === 'preflight')
    ? t('A check before sending found an error.')
    : t('It fell due, and something was in the way.');
  const then =
    paused.length === 0
      ? t('It does not go out by itself any more.')
      : t('Where it waits for its account it goes on by itself; elsewhere it waits for a decision.');
  return `${found} ${then}`;
}

/** What became of one, in words. */
export function statusOf(delivery: Delivery): (string | Part)[] {
  switch (delivery.state) {
    case 'scheduled':
    case 'claimed':
      return waiting(delivery);
    case 'held':
      return waitsForAccount(delivery)
        ? [t('waits for its account. {problem}', { problem: problemOf(delivery) })]
        : [t('waits for a decision. {problem}', { problem: problemOf(delivery) })];
    case 'sending':
      return [t('sending')];
    case 'sent':
      return sent(delivery);
    case 'removing':
      return [t('being deleted. {problem}', { problem: problemOf(delivery) })];
    case 'removed':
      return [t('deleted')];
    case 'failed':
      return [t('not sent. {problem}', { problem: problemOf(delivery) })];
    case 'unknown':
      return [t('may be live. {problem}', { problem: problemOf(delivery) })];
    case 'cancelled':
      return [t('cancelled')];
  }
}

function sent(delivery: Delivery): (string | Part)[] {
  const { published, problem } = delivery;
  const out = published?.url ? t('sent, {open}', { open: link(published.url, t('open it')) }) : [t('sent')];
  const told = published?.shortfall ? [...out, '. ', published.shortfall] : out;
  return problem ? [...told, '. ', t('Not deleted: {problem}', { problem: problemOf(delivery) })] : told;
}

function waiting(delivery: Delivery): (string | Part)[] {
  const at = time(delivery.nextAt.getTime(), 'relative');
  if (delivery.attempts === 0) return [t('scheduled')];
  if (isUnderWay(delivery.problem?.reason) && !delivery.doubtfulSince)
    return t('being worked on. {problem} Looked at again {at}.', { problem: problemOf(delivery), at });
  return delivery.doubtfulSince
    ? t('may be live. {problem} It is followed up {at}.', { problem: problemOf(delivery), at })
    : t('not taken yet. {problem} Next try {at}.', { problem: problemOf(delivery), at });
}

export function problemOf({ problem }: Delivery): string {
  return problem ? `${problem.message} ${problem.remedy}`.trim() : '';
}
