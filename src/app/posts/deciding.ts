/** A decision on a post: the first one wins, and it counts for exactly the content that was shown. */
import { Refusal, refuse } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import { writeWhen } from '../../kit/when.ts';
import type { Actor } from '../../people/actor.ts';
import type { Person } from '../../people/person.ts';
import { next } from '../../posts/post.ts';
import type { Warning } from '../../posts/preflight/check.ts';
import { objection, VERDICTS, type Verdict } from '../../posts/review.ts';
import * as audit from '../../store/audit.ts';
import * as cards from '../../store/cards.ts';
import type { Transaction } from '../../store/database.ts';
import * as postDeliveries from '../../store/post-deliveries.ts';
import * as posts from '../../store/posts.ts';
import type { App } from '../app.ts';
import { entryBy } from '../auditing.ts';
import { wakeForCards, wakeForDelivery } from '../waking.ts';
import { acceptedWarnings } from './accepting.ts';
import { unknownPost } from './viewing.ts';

export interface Decision {
  postId: number;
  /** The revision that the person saw. */
  revision: number;
  /** The newest of the checks that the person saw. */
  checks: number;
  verdict: Verdict;
  comment?: string;
}

/** Answers `stale` when the post has moved on since: nothing was changed then. Throws a `Refusal`. */
export async function decide(app: App, actor: Actor, decision: Decision): Promise<'done' | 'stale'> {
  const accepted = decision.verdict === 'approve' ? await acceptedWarnings(app, decision) : [];
  const dueAt = await app.database.transaction((transaction) =>
    record(app, transaction, actor, { ...decision, accepted }),
  );
  if (dueAt === 'stale') return 'stale';
  if (dueAt !== undefined) await wakeForDelivery(app, dueAt);
  await wakeForCards(app, cards.subjectOf('post', decision.postId));
  return 'done';
}

/** Epoch ms when it is due now, where it was approved. */
async function record(
  app: App,
  transaction: Transaction,
  { person, chat }: Actor,
  { postId, revision, verdict, comment, accepted }: Decision & { accepted: Warning[] },
): Promise<number | undefined | 'stale'> {
  const post = await posts.findForUpdate(transaction, postId);
  if (!post) throw unknownPost(postId);
  const stage = next(post.stage, VERDICTS[verdict]);
  const shown = await posts.findRevision(transaction, postId, revision);
  if (!stage || !shown || post.revision !== revision) return 'stale';
  const ids = { authorId: post.authorId, editorId: shown.personId, personId: person.id };
  const against = objection(app.team.approval, verdict, ids);
  if (against) throw new Refusal([against]);
  const { hash, content } = shown;
  await posts.addDecision(transaction, {
    postId,
    revision,
    hash,
    verdict,
    comment,
    accepted,
    personId: person.id,
    chat,
  });
  await posts.update(transaction, postId, { stage, expiresAt: null });
  await cards.markChanged(transaction, cards.subjectOf('post', postId));
  const dueAt = verdict === 'approve' ? dueTime(app, person, content.at) : undefined;
  if (dueAt !== undefined) {
    const { targets } = content;
    await postDeliveries.schedule(transaction, { postId, revision, hash, targets, dueAt: new Date(dueAt) });
  }
  await audit.append(transaction, {
    ...entryBy({ person, chat }, `post.${verdict}`, app.clock),
    post: postId,
    revision,
    content: hash,
    details: { comment, accepted: accepted.length > 0 ? accepted : undefined },
  });
  return dueAt;
}

function dueTime({ clock, team }: App, person: Person, at: number | null): number {
  const now = clock.now();
  if (at === null) return now;
  if (now - at <= team.publishing.grace) return at;
  throw refuse(
    'approval.late',
    'at',
    t('It was to go out {when}, which is too long ago.', { when: writeWhen(at, person.timeZone) }),
    t('Press Edit and give it a new time.'),
  );
}
