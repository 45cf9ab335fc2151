/** The card of a published post that does not stand at its network as it was approved, or does again. */
import { type Block, button, type Card, card, link, list, text, time } from '../../chat/card.ts';
import { t } from '../../kit/t.ts';
import * as postDeliveries from '../../store/post-deliveries.ts';
import * as receipts from '../../store/receipts.ts';
import type { App } from '../app.ts';
import { driftLines, goneWords } from './receipt-words.ts';

export async function drawReceipt(app: App, deliveryId: number): Promise<Card | undefined> {
  const delivery = await postDeliveries.find(app.database, deliveryId);
  const receipt = await receipts.find(app.database, deliveryId);
  if (!delivery || !receipt) return undefined;
  const names = { post: String(delivery.postId), title: app.accounts.titleOf(delivery.target) };
  if (delivery.state !== 'sent')
    return card(t('Post {post} at {title} was taken down from here', names), {
      blocks: [text(t('What was approved stands on the card of post {post}.', names))],
    });
  const actions = [button('receipt.check', deliveryId, t('Check again'))];
  const { outcome, since, drifts, why } = receipt;
  const at = time(since.getTime());
  if (outcome === 'same')
    return card(t('Post {post} at {title} stands as approved again', names), {
      tone: 'good',
      blocks: [text(t('Seen {at}.', { at })), ...openBlocks(delivery)],
    });
  if (outcome === 'gone')
    return card(t('Post {post} is gone at {title}', names), {
      tone: 'bad',
      blocks: [
        text(t('Seen {at}: {why}. Nothing was deleted from here.', { at, why: goneWords(why) })),
        text(t('If somebody deleted it there on purpose, nothing has to be done.')),
      ],
      actions,
    });
  return card(t('Post {post} at {title} is not as it was approved', names), {
    tone: 'warning',
    blocks: [
      text(t('Seen {at}. It was approved, and is now:', { at })),
      changedBlock(driftLines(drifts, postDeliveries.publishedBy(delivery).length)),
      text(
        t(
          'Nothing was changed from here. Correct on its card sets its text anew, where the network lets it.',
        ),
      ),
      ...openBlocks(delivery),
    ],
    actions,
  });
}

/** What is old is kept in no words. */
function changedBlock(lines: string[]): Block {
  return lines.length > 0
    ? list(lines)
    : text(t('How it was changed is not kept any more. Check again tells it.'));
}

function openBlocks({ published }: postDeliveries.StoredDelivery): Block[] {
  return published?.url ? [text([link(published.url, t('open it'))])] : [];
}
