/** Finds in the database what no wake-up came for: claims of dead workers, due posts, cards, reviews that ran out or stand still. */

import { subjectOf } from '../kit/subject.ts';
import { done, type Outcome } from '../queue/job.ts';
import * as audit from '../store/audit.ts';
import * as deliveries from '../store/deliveries.ts';
import * as events from '../store/events.ts';
import * as outbox from '../store/outbox.ts';
import * as postDeliveries from '../store/post-deliveries.ts';
import * as posts from '../store/posts.ts';
import type { App } from './app.ts';
import { aboutPost, entryOf } from './auditing.ts';
import { roundOf } from './notices/notice-card.ts';
import { remind } from './notices/reminding.ts';
import type { SubjectDefinition } from './showing/subject.ts';
import { wakeForCards, wakeForDeletion, wakeForDelivery, wakeForOutbox } from './waking.ts';

export async function sweep(app: App): Promise<Outcome> {
  const now = app.clock.now();
  const freed = await app.deliverer.freeAbandoned();
  if (freed > 0) app.log.warn({ freed }, 'took up deliveries of a worker that is gone');
  await expireReviews(app, now);
  await remind(app);
  for (const subject of app.subjects.all) await sweepSubject(app, subject);
  const next = await deliveries.nextDue(app.database);
  if (next !== undefined) await wakeForDelivery(app, next);
  for (const id of await postDeliveries.removing(app.database, MOST)) await wakeForDeletion(app, id);
  if (await outbox.isAnyWaiting(app.database)) await wakeForOutbox(app);
  await events.forget(app.database, new Date(now - EVENT_MEMORY));
  return done;
}

/** One that cannot be swept now holds up no other. */
async function sweepSubject(app: App, { kind, sweep }: SubjectDefinition<App>): Promise<void> {
  await sweep?.(app).catch((error) =>
    app.log.warn({ err: error, kind }, 'could not be swept; the next sweep tries again'),
  );
}

async function expireReviews(app: App, now: number): Promise<void> {
  for (const postId of await posts.expiring(app.database, new Date(now), MOST)) {
    await app.database.transaction(async (transaction) => {
      const post = await posts.findForUpdate(transaction, postId);
      if (post?.stage !== 'in_review' || (post.expiresAt?.getTime() ?? now) > now) return;
      const { revision, authorId } = post;
      await posts.update(transaction, postId, { stage: 'expired', expiresAt: null, awaitedSince: null });
      await outbox.want(transaction, [
        {
          ...{ subject: subjectOf('post', postId), kind: 'expired', round: roundOf(revision), lasting: true },
          to: { personId: authorId },
        },
      ]);
      await outbox.markChanged(transaction, subjectOf('post', postId));
      await audit.append(transaction, {
        ...entryOf('post.expired', app.clock),
        ...aboutPost(post),
        revision,
      });
    });
    await wakeForCards(app, subjectOf('post', postId));
  }
}

const MOST = 500;
/** ms; chats deliver again for minutes, not days. */
const EVENT_MEMORY = 24 * 3_600_000;
