/** A review in which nobody decided in time ends, and the author is told. */
import { subjectOf } from '../../../kit/subject.ts';
import * as alarms from '../../../store/alarms.ts';
import * as audit from '../../../store/audit.ts';
import type { Transaction } from '../../../store/database.ts';
import * as outbox from '../../../store/outbox.ts';
import * as posts from '../../../store/posts.ts';
import type { Rang } from '../../alarms/alarm.ts';
import type { App } from '../../app.ts';
import { aboutPost, entryOf } from '../../auditing.ts';
import { wakeForCards } from '../../waking.ts';
import { roundOf } from './notices.ts';

export async function expireReview(app: App, postId: number): Promise<Rang> {
  const subject = subjectOf('post', postId);
  const rang = await app.database.transaction(async (transaction) => {
    const post = await posts.findForUpdate(transaction, postId);
    const expiresAt = post?.expiresAt?.getTime();
    if (post?.stage !== 'in_review' || expiresAt === undefined) return 'done';
    if (expiresAt > app.clock.now()) return { again: expiresAt };
    await expire(app, transaction, post);
    return 'done';
  });
  await wakeForCards(app, subject);
  return rang;
}

async function expire(app: App, transaction: Transaction, post: posts.StoredPost): Promise<void> {
  const { id, revision, authorId } = post;
  const subject = subjectOf('post', id);
  await posts.update(transaction, id, { stage: 'expired', expiresAt: null, awaitedSince: null });
  await alarms.unset(transaction, subject, 'remind-review');
  await outbox.want(transaction, [
    { subject, kind: 'expired', round: roundOf(revision), lasting: true, to: { personId: authorId } },
  ]);
  await outbox.markChanged(transaction, subject);
  await audit.append(transaction, {
    ...entryOf('post.expired', app.clock),
    ...aboutPost(post),
    revision,
  });
}
