/** What happens by itself while a decision is awaited: reminders, and the end of the review. */
import { subjectOf } from '../../../kit/subject.ts';
import * as alarms from '../../../store/alarms.ts';
import type { Handle } from '../../../store/database.ts';
import * as posts from '../../../store/posts.ts';
import type { App } from '../../app.ts';
import { wakeForAlarm } from '../../waking.ts';

type Review = Pick<posts.StoredPost, 'expiresAt' | 'awaitedSince' | 'reminded'>;

/** In the transaction in which a decision begins to be awaited. */
export async function setReviewAlarms(
  { team }: App,
  db: Handle,
  postId: number,
  review: Review,
): Promise<void> {
  const subject = subjectOf('post', postId);
  const expiresAt = review.expiresAt?.getTime();
  if (expiresAt !== undefined) await alarms.set(db, { subject, kind: 'expire-review', dueAt: expiresAt });
  const dueAt = nextReminder(team.approval.reminders, review);
  if (dueAt === undefined) await alarms.unset(db, subject, 'remind-review');
  else await alarms.set(db, { subject, kind: 'remind-review', dueAt });
}

/** Nothing is awaited any more. */
export async function unsetReviewAlarms(db: Handle, postId: number): Promise<void> {
  const subject = subjectOf('post', postId);
  for (const kind of ['remind-review', 'expire-review']) await alarms.unset(db, subject, kind);
}

/** When the next of the team's reminders is due (epoch ms). */
export function nextReminder(
  reminders: { after: number }[],
  { awaitedSince, reminded }: Pick<Review, 'awaitedSince' | 'reminded'>,
): number | undefined {
  const next = reminders[reminded];
  return next && awaitedSince ? awaitedSince.getTime() + next.after : undefined;
}

/** Reviews that began before there were alarms, and those that a changed team file reminds of sooner. */
export async function sweepReviews(app: App): Promise<void> {
  const now = app.clock.now();
  const late = new Set(await posts.withoutAlarm(app.database, MOST));
  for (const [ordinal, { after }] of app.team.approval.reminders.entries())
    for (const id of await posts.idle(app.database, new Date(now - after - SLACK), ordinal, MOST))
      late.add(id);
  for (const id of late)
    await app.database.transaction(async (transaction) => {
      const post = await posts.findForUpdate(transaction, id);
      if (post?.stage === 'in_review') await setReviewAlarms(app, transaction, id, post);
    });
  if (late.size > 0) await wakeForAlarm(app, now);
}

const MOST = 500;
/** ms: what is just being rung is let be. */
const SLACK = 60_000;
