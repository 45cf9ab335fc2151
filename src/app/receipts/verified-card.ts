/** What networks show of a post, for the one who asked. */
import { type Card, card, type Inline, link, list, type Part, strong, text } from '../../chat/card.ts';
import { t } from '../../kit/t.ts';
import * as postDeliveries from '../../store/post-deliveries.ts';
import type { App } from '../app.ts';
import type { Check } from './checking.ts';
import { driftLines, goneWords, rewritingLines } from './receipt-words.ts';

export interface Verified {
  delivery: postDeliveries.StoredDelivery;
  /** Undefined: nothing of it is out there. */
  check: Check | undefined;
}

export function verifiedCard(app: App, postId: number, verified: Verified[]): Card {
  const post = String(postId);
  if (verified.every(({ check }) => check === undefined))
    return card(t('Nothing of post {post} is out', { post }), {
      blocks: [text(t('/post show says where it stands.'))],
    });
  const isFine = verified.every(({ check }) => check?.kind !== 'read' || check.outcome === 'same');
  return card(t('Post {post}, as it stands now', { post }), {
    tone: isFine ? 'neutral' : 'warning',
    blocks: [list(verified.map((one) => lineOf(app, one)))],
  });
}

function lineOf(app: App, { delivery, check }: Verified): Inline {
  const open: (string | Part)[] = delivery.published?.url
    ? [' ', link(delivery.published.url, t('open it'))]
    : [];
  return [strong(app.accounts.titleOf(delivery.target)), ': ', ...words(delivery, check), ...open];
}

function words(delivery: postDeliveries.StoredDelivery, check: Check | undefined): (string | Part)[] {
  switch (check?.kind) {
    case undefined:
      return [delivery.state === 'removed' ? t('deleted') : t('not out')];
    case 'unreadable':
      return [t('cannot be read: {why}.', { why: check.why })];
    case 'unread':
      return [t('not read now. {message} {remedy}', check).trim()];
    case 'elsewhere':
      return [t('it is being changed from here. Ask again in a moment.')];
    case 'read':
      return [readWords(delivery, check)];
  }
}

function readWords(
  delivery: postDeliveries.StoredDelivery,
  { outcome, why, drifts, written: otherwise, isDoubted }: Extract<Check, { kind: 'read' }>,
): string {
  if (outcome === 'gone')
    return isDoubted
      ? t('gone: {why}. It is looked at once more before others are told.', { why: goneWords(why) })
      : t('gone: {why}.', { why: goneWords(why) });
  if (outcome === 'changed') {
    const parts = postDeliveries.publishedBy(delivery).length;
    return t('changed: {drifts}.', { drifts: driftLines(drifts, parts).join('; ') });
  }
  const written = rewritingLines(otherwise);
  return written.length === 0
    ? t('the same.')
    : t('the same, as the network writes it: {written}.', { written: written.join('; ') });
}
