/** Finds in the database what no wake-up came for: claims of dead workers, due posts, cards, reviews that ran out or stand still. */
import { done, type Outcome } from '../queue/job.ts';
import * as audit from '../store/audit.ts';
import * as cards from '../store/cards.ts';
import * as deliveries from '../store/deliveries.ts';
import * as events from '../store/events.ts';
import * as notices from '../store/notices.ts';
import * as postDeliveries from '../store/post-deliveries.ts';
import * as posts from '../store/posts.ts';
import type { App } from './app.ts';
import { aboutPost, entryOf } from './auditing.ts';
import { refreshFreezes } from './freezes/reviewing.ts';
import { remind } from './notices/reminding.ts';
import { refreshPauses } from './targets/pausing.ts';
import { wakeForCards, wakeForDeletion, wakeForDelivery, wakeForNotices } from './waking.ts';

export async function sweep(app: App): Promise<Outcome> {
  const now = app.clock.now();
  const freed = await app.deliverer.freeAbandoned();
  if (freed > 0) app.log.warn({ freed }, 'took up deliveries of a worker that is gone');
  await expireReviews(app, now);
  await remind(app);
  if (await notices.isAnyWaiting(app.database)) await wakeForNotices(app);
  await refreshFreezes(app);
  await refreshPauses(app);
  const next = await deliveries.nextDue(app.database);
  if (next !== undefined) await wakeForDelivery(app, next);
  for (const id of await postDeliveries.removing(app.database, MOST)) await wakeForDeletion(app, id);
  for (const subject of await cards.changedSubjects(app.database, MOST)) await wakeForCards(app, subject);
  await events.forget(app.database, new Date(now - EVENT_MEMORY));
  return done;
}

async function expireReviews(app: App, now: number): Promise<void> {
  for (const postId of await posts.expiring(app.database, new Date(now), MOST)) {
    await app.database.transaction(async (transaction) => {
      const post = await posts.findForUpdate(transaction, postId);
      if (post?.stage !== 'in_review' || (post.expiresAt?.getTime() ?? now) > now) return;
      const { revision, authorId } = post;
      await posts.update(transaction, postId, { stage: 'expired', expiresAt: null, awaitedSince: null });
      await notices.want(transaction, [{ kind: 'expired', postId, revision, to: { personId: authorId } }]);
      await cards.markChanged(transaction, cards.subjectOf('post', postId));
      await audit.append(transaction, {
        ...entryOf('post.expired', app.clock),
        ...aboutPost(post),
        revision,
      });
    });
    await wakeForCards(app, cards.subjectOf('post', postId));
  }
}

const MOST = 500;
/** ms; chats deliver again for minutes, not days. */
const EVENT_MEMORY = 24 * 3_600_000;
