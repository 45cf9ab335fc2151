/** Corrections on cards: on their own what is live and what it becomes, on the corrected post's what became of it. */
import { type Block, type Inline, link, list, type Part, strong, text, time } from '../../../chat/card.ts';
import { t } from '../../../kit/t.ts';
import { differencesOfTexts } from '../../../posts/difference.ts';
import type { PostState } from '../../../posts/post.ts';
import type { ShownChange } from '../corrections/correction-view.ts';
import { deliverySummary, problemOf, statusOf } from './delivery-lines.ts';
import type { PostView } from './post-view.ts';

type Delivery = PostView['deliveries'][number];

/** What is live → what it becomes, by who reads it. */
export function changeBlocks({ correction }: PostView): Block[] {
  if (!correction || correction.changes.length === 0) return [];
  return [text(t('What is live → what it becomes:')), list(correction.changes.map(changeLine))];
}

/** The newest; what came before is counted. */
export function correctedBlocks({ corrected }: PostView): Block[] {
  const all = corrected?.corrections ?? [];
  const earlier = all.length - MOST_CORRECTIONS;
  return [
    ...(earlier > 0
      ? [
          text(
            t('{earlier, plural, one {One earlier correction} other {# earlier corrections}}.', { earlier }),
          ),
        ]
      : []),
    ...all.slice(-MOST_CORRECTIONS).flatMap(({ postId, sentAt, changes }) => [
      text(
        sentAt
          ? t('Corrected by post {id}, {at}:', {
              id: String(postId),
              at: time(sentAt.getTime(), 'relative'),
            })
          : t('Corrected by post {id}, in part:', { id: String(postId) }),
      ),
      ...(changes.length > 0 ? [list(changes.map(changeLine))] : []),
    ]),
  ];
}

/** One sentence over all deliveries of a correction. */
export function correctionSummary(state: PostState, deliveries: Delivery[]): Inline {
  switch (state) {
    case 'published':
      return t('It is corrected, wherever it was to be.');
    case 'partly_published':
      return t('It is corrected, but not everywhere.');
    case 'failed':
      return deliveries.some(isDoubtful)
        ? t('It could not be corrected, as far as is known.')
        : t('It could not be corrected. What was live stays.');
    case 'cancelled':
      return t('Taken back. What was live stays.');
    case 'rejected':
      return t('Nothing is changed. What was live stays.');
    case 'expired':
      return t('Nobody decided in time. What was live stays.');
    default:
      return deliverySummary(state, deliveries);
  }
}

/** How each target's delivery stands, a line each. */
export function correctionLines(deliveries: Delivery[]): Inline[] {
  return deliveries.map((delivery) => [strong(delivery.title), ': ', ...standing(delivery)]);
}

function standing(delivery: Delivery): (string | Part)[] {
  const { state, published } = delivery;
  if (state === 'sent')
    return published?.url
      ? t('corrected, {open}', { open: link(published.url, t('open it')) })
      : [t('corrected')];
  if (state === 'failed') return [t('not corrected. {problem}', { problem: problemOf(delivery) })];
  if ((state === 'scheduled' || state === 'claimed') && isDoubtful(delivery))
    return t('may be corrected. {problem} It is sent again {at}.', {
      problem: problemOf(delivery),
      at: time(delivery.nextAt.getTime(), 'relative'),
    });
  return statusOf(delivery);
}

function isDoubtful({ doubtfulSince }: Delivery): boolean {
  return doubtfulSince !== null;
}

function changeLine({ titles, before, after }: ShownChange): Inline {
  const places = differencesOfTexts(before, after).map(
    (words) => `${quoted(words.before)} → ${quoted(words.after)}`,
  );
  return [strong(titles.join(', ')), `: ${places.join('; ')}`];
}

function quoted(words: string): string {
  return words === '' ? t('nothing') : `'${words}'`;
}

const MOST_CORRECTIONS = 3;
