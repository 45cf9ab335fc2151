/** A person's word on what was held: it goes out now. (Moving it is an edit; dropping it is a cancel.) */
import { distinct, type Finding, Refusal, refuse } from '../../kit/finding.ts';
import { subjectOf } from '../../kit/subject.ts';
import { t } from '../../kit/t.ts';
import type { Actor } from '../../people/actor.ts';
import * as audit from '../../store/audit.ts';
import type { Transaction } from '../../store/database.ts';
import { closedTargets } from '../../store/gate.ts';
import * as outbox from '../../store/outbox.ts';
import * as postDeliveries from '../../store/post-deliveries.ts';
import * as posts from '../../store/posts.ts';
import type { App } from '../app.ts';
import { aboutPost, entryBy } from '../auditing.ts';
import { refreshReviews } from '../freeze-reviews.ts';
import { unknownPost } from '../posts/id.ts';
import { wakeForCards, wakeForDelivery } from '../waking.ts';
import { standingErrors } from './preflighting.ts';

/**
 * What may be live keeps its intent and its doubt, and is looked at first. `stale`: nothing of it is held any more.
 * Throws a `Refusal` when all that is held is closed still, or has an error that nobody can accept.
 */
export async function publishNow(
  app: App,
  actor: Actor,
  postId: number,
  revision: number,
): Promise<'done' | 'stale'> {
  const errors = await standingErrors(app, postId, revision);
  const ended = await app.database.transaction((transaction) =>
    release(app, transaction, actor, { postId, revision, errors }),
  );
  if (ended === 'stale') return ended;
  await wakeForDelivery(app, app.clock.now());
  await wakeForCards(app, subjectOf('post', postId));
  await refreshReviews(app);
  return ended;
}

async function release(
  app: App,
  transaction: Transaction,
  actor: Actor,
  { postId, revision, errors }: { postId: number; revision: number; errors: Map<string, Finding[]> },
): Promise<'done' | 'stale'> {
  const post = await posts.findForUpdate(transaction, postId);
  if (!post) throw unknownPost(postId);
  if (post.stage !== 'approved' || post.revision !== revision) return 'stale';
  const deliveries = await postDeliveries.ofPostForUpdate(transaction, postId, revision);
  const held = deliveries.filter((one) => one.state === 'held');
  if (held.length === 0) return 'stale';
  const closed = await closedTargets(
    transaction,
    held.map((one) => one.target),
  );
  const released = held.filter((one) => !closed.includes(one.target) && !errors.has(one.target));
  if (released.length === 0) {
    if (errors.size > 0) throw new Refusal(distinct([...errors.values()].flat()));
    throw closedStill(closed.map(app.accounts.titleOf));
  }
  const now = new Date(app.clock.now());
  for (const { id } of released)
    await postDeliveries.answer(transaction, id, {
      state: 'scheduled',
      nextAt: now,
      dueAt: now,
      problem: null,
    });
  await outbox.markChanged(transaction, subjectOf('post', postId));
  const entries = released.map(({ id, target, hash }) => ({
    ...entryBy(actor, 'delivery.answer.publish_now' as const, app.clock),
    ...aboutPost(post),
    ...{ revision, target, content: hash, details: { delivery: id } },
  }));
  await audit.append(transaction, ...entries);
  return 'done';
}

function closedStill(titles: string[]) {
  return refuse(
    'post.closed_target',
    'Publish now',
    t('Closed at the moment: {titles}.', { titles: titles.join(', ') }),
    t('/resume ends a freeze; /accounts shows an account that refuses the sign-in.'),
  );
}
