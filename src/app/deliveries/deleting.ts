/** Takes down what was published, from the post's card: asked for by a person, done by a worker until it is done. */
import { type Refusal, refuse } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import { NetworkError } from '../../networks/network.ts';
import type { Actor } from '../../people/actor.ts';
import type { Problem } from '../../posts/delivery.ts';
import { readTargets } from '../../posts/targets.ts';
import { cancel, done, type Outcome, retry } from '../../queue/job.ts';
import * as audit from '../../store/audit.ts';
import * as cards from '../../store/cards.ts';
import type { Transaction } from '../../store/database.ts';
import * as postDeliveries from '../../store/post-deliveries.ts';
import * as posts from '../../store/posts.ts';
import type { App } from '../app.ts';
import { entryBy, entryOf } from '../auditing.ts';
import { unknownPost } from '../posts/id.ts';
import { wakeForCards, wakeForDeletion } from '../waking.ts';
import { targetGone } from './problems.ts';

export interface Deletion {
  postId: number;
  /** The revision that the person saw. */
  revision: number;
  /** Targets or groups; empty: wherever it is. */
  from: string;
  reason: string;
}

/** `stale`: the post has moved on, or nothing of it is out there. Throws a `Refusal`. */
export async function deletePost(app: App, actor: Actor, deletion: Deletion): Promise<'done' | 'stale'> {
  const chosen = await app.database.transaction((transaction) => ask(app, transaction, actor, deletion));
  if (chosen.length === 0) return 'stale';
  await wakeForCards(app, cards.subjectOf('post', deletion.postId));
  for (const { id } of chosen) await wakeForDeletion(app, id);
  return 'done';
}

async function ask(app: App, transaction: Transaction, actor: Actor, deletion: Deletion) {
  const { postId, revision, from, reason } = deletion;
  const post = await posts.findForUpdate(transaction, postId);
  if (!post) throw unknownPost(postId);
  if (post.corrects !== null) throw isCorrection(postId, post.corrects);
  const deliveries = await postDeliveries.ofPostForUpdate(transaction, postId, revision);
  const names = from.trim() === '' ? deliveries.map((one) => one.target) : named(app, from);
  const out = deliveries.filter((one) => one.state === 'sent' && names.includes(one.target));
  const known = out.filter(postDeliveries.isReachable);
  if (out.length > 0 && known.length === 0) throw notOurs(out.map((one) => one.target));
  for (const { id } of known)
    await postDeliveries.answer(transaction, id, { state: 'removing', problem: null });
  await cards.markChanged(transaction, cards.subjectOf('post', postId));
  const entries = known.map(({ id, target, hash, published }) => ({
    ...entryBy(actor, 'delivery.answer.delete' as const, app.clock),
    ...{ post: postId, revision, target, content: hash },
    details: { delivery: id, published, reason: reason.trim() || undefined },
  }));
  await audit.append(transaction, ...entries);
  return known;
}

function named({ team }: App, words: string): string[] {
  return readTargets(words, { targets: Object.keys(team.targets), groups: team.groups }, 'from');
}

/** By the job. Taking down twice does no harm, so a crash in between needs no intent. */
export async function deleteDelivery(app: App, deliveryId: number): Promise<Outcome> {
  const delivery = await postDeliveries.find(app.database, deliveryId);
  if (delivery?.state !== 'removing' || !delivery.published)
    return cancel('it is not to be deleted any more');
  const account = app.accounts.get(delivery.target);
  if (!account) return giveUp(app, delivery, targetGone(delivery.target));
  try {
    // The last part first: no answer is left standing alone.
    for (const part of postDeliveries.publishedBy(delivery).reverse()) await account.connection.remove(part);
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    const { reason, message, remedy, retryAfter } = error;
    app.log.warn({ delivery: deliveryId, target: delivery.target, reason }, 'a post could not be deleted');
    const problem = { reason: 'not_deleted', message, remedy };
    if (reason === 'refused' || reason === 'unauthorized') return giveUp(app, delivery, problem);
    await settle(app, delivery, 'removing', problem);
    return retry('the network did not take the deletion', retryAfter);
  }
  await settle(app, delivery, 'removed', null);
  return done;
}

async function giveUp(app: App, delivery: postDeliveries.StoredDelivery, problem: Problem): Promise<Outcome> {
  await settle(app, delivery, 'sent', problem);
  return done;
}

const ENDINGS = { removed: 'delivery.removed', sent: 'delivery.not_removed' } as const;

async function settle(
  app: App,
  { id, postId, revision, target, hash, published }: postDeliveries.StoredDelivery,
  state: 'removing' | 'removed' | 'sent',
  problem: Problem | null,
): Promise<void> {
  const subject = cards.subjectOf('post', postId);
  await app.database.transaction(async (transaction) => {
    // Somebody else may have ended it meanwhile.
    const current = await postDeliveries.findForUpdate(transaction, id);
    if (current?.state !== 'removing') return;
    await postDeliveries.answer(transaction, id, { state, problem });
    await cards.markChanged(transaction, subject);
    if (state === 'removing') return;
    await audit.append(transaction, {
      ...entryOf(ENDINGS[state], app.clock),
      ...{ post: postId, revision, target, content: hash },
      details: { delivery: id, published, problem },
    });
  });
  await wakeForCards(app, subject);
}

/** A person said that it is live, without its address: there is nothing to hold on to. */
function notOurs(targets: string[]): Refusal {
  return refuse(
    'post.delete.unknown_id',
    'from',
    t('It is not known which post it is at: {targets}.', { targets: targets.join(', ') }),
    t('Delete it there by hand.'),
  );
}

/** What it corrected is the other post's, and is taken down with it. */
function isCorrection(postId: number, corrects: number): Refusal {
  return refuse(
    'post.delete.correction',
    'id',
    t('Post {postId} only corrects post {corrects}.', { postId: String(postId), corrects: String(corrects) }),
    t('Press Delete on the card of post {corrects}; /post show id:{corrects} shows it.', {
      corrects: String(corrects),
    }),
  );
}
