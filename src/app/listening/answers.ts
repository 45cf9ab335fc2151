/** Answers to a mention that are written and not out yet: what becomes of them when the mention changes. */
import { subjectOf } from '../../kit/subject.ts';
import { waits } from '../../posts/post.ts';
import * as audit from '../../store/audit.ts';
import type { Transaction } from '../../store/database.ts';
import * as outbox from '../../store/outbox.ts';
import * as postDeliveries from '../../store/post-deliveries.ts';
import * as posts from '../../store/posts.ts';
import type { App } from '../app.ts';
import { aboutPost, entryOf } from '../auditing.ts';

/**
 * `edited`: what was approved was approved for other words, so its author looks at it again. `gone`: nobody would see it.
 * What is on its way stays so; its card tells.
 */
export async function endAnswers(
  app: App,
  transaction: Transaction,
  mentionId: number,
  why: 'edited' | 'gone',
): Promise<void> {
  for (const id of await posts.answersTo(transaction, mentionId)) {
    const post = await posts.findForUpdate(transaction, id);
    if (!post || !OPEN.has(post.stage)) continue;
    if (post.stage === 'approved') {
      const deliveries = await postDeliveries.ofPostForUpdate(transaction, id, post.revision);
      if (!deliveries.every(waits)) continue;
      await postDeliveries.callOff(
        transaction,
        deliveries.map((one) => one.id),
      );
    }
    const stage = why === 'gone' ? ('cancelled' as const) : ('changes_requested' as const);
    await posts.update(transaction, id, { stage, expiresAt: null, awaitedSince: null });
    await outbox.markChanged(transaction, subjectOf('post', id));
    await audit.append(transaction, {
      ...entryOf(`post.answer.${why}`, app.clock),
      ...aboutPost(post),
      revision: post.revision,
      details: { mention: mentionId },
    });
  }
}

const OPEN = new Set<posts.StoredPost['stage']>(['in_review', 'approved', 'changes_requested', 'draft']);
