/** Takes a post back before it goes out. */

import { subjectOf } from '../../../kit/subject.ts';
import type { Actor } from '../../../people/actor.ts';
import { handedOver, waits } from '../../../posts/post.ts';
import * as audit from '../../../store/audit.ts';
import type { Transaction } from '../../../store/database.ts';
import * as outbox from '../../../store/outbox.ts';
import * as postDeliveries from '../../../store/post-deliveries.ts';
import * as posts from '../../../store/posts.ts';
import type { App } from '../../app.ts';
import { aboutPost, entryBy } from '../../auditing.ts';
import { refreshReviews } from '../../freeze-reviews.ts';
import { wakeForCards } from '../../waking.ts';
import { openPost, underWay } from '../opening.ts';
import { unsetReviewAlarms } from './review-alarms.ts';

/**
 * Takes a post back; of one that is partly out, the rest. `shown`: the revision that was seen; `stale` when it has
 * changed since, and nothing was done.
 */
export async function cancelPost(
  app: App,
  actor: Actor,
  postId: number,
  shown?: number,
): Promise<'done' | 'stale'> {
  const ended = await app.database.transaction(async (transaction) => {
    const post = await openPost(transaction, posts.findForUpdate, actor.person, postId, 'cancel');
    if (post.revision !== (shown ?? post.revision)) return 'stale';
    await takeBack(transaction, post);
    await outbox.markChanged(transaction, subjectOf('post', postId));
    await audit.append(transaction, {
      ...entryBy(actor, 'post.cancelled', app.clock),
      ...aboutPost(post),
      revision: post.revision,
    });
    return 'done';
  });
  if (ended === 'stale') return ended;
  await wakeForCards(app, subjectOf('post', postId));
  await refreshReviews(app);
  return ended;
}

async function takeBack(transaction: Transaction, post: posts.StoredPost): Promise<void> {
  const approved = post.stage === 'approved';
  const deliveries = approved
    ? await postDeliveries.ofPostForUpdate(transaction, post.id, post.revision)
    : [];
  const waiting = deliveries.filter(waits).map((one) => one.id);
  const partlyOut = handedOver(deliveries);
  if (partlyOut && waiting.length === 0) throw underWay(post.id);
  await postDeliveries.callOff(transaction, waiting);
  if (partlyOut) return;
  await posts.update(transaction, post.id, { stage: 'cancelled', expiresAt: null });
  await unsetReviewAlarms(transaction, post.id);
}
