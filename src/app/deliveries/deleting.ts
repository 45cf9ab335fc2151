/** Takes down what was published, from the post's card: asked for by a person, done by a worker until it is done. */
import { type Finding, Refusal, refuse } from '../../kit/finding.ts';
import { subjectOf } from '../../kit/subject.ts';
import { t } from '../../kit/t.ts';
import { NetworkError } from '../../networks/network.ts';
import type { Actor } from '../../people/actor.ts';
import type { Problem } from '../../posts/delivery.ts';
import { brokeOff, waits } from '../../posts/post.ts';
import { readTargets } from '../../posts/targets.ts';
import { cancel, done, type Outcome, retry } from '../../queue/job.ts';
import * as audit from '../../store/audit.ts';
import type { Transaction } from '../../store/database.ts';
import * as outbox from '../../store/outbox.ts';
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
  await wakeForCards(app, subjectOf('post', deletion.postId));
  for (const { id } of chosen) await wakeForDeletion(app, id);
  return 'done';
}

async function ask(app: App, transaction: Transaction, actor: Actor, deletion: Deletion) {
  const { postId, revision, reason } = deletion;
  const post = await posts.findForUpdate(transaction, postId);
  if (!post) throw unknownPost(postId);
  if (post.corrects !== null) throw isCorrection(postId, post.corrects);
  const deliveries = await postDeliveries.ofPostForUpdate(transaction, postId, revision);
  const chosen = chosenOf(app, deliveries, deletion);
  const known = chosen.filter(postDeliveries.isReachable);
  const left = chosen.filter((one) => !known.includes(one));
  if (known.length === 0) {
    if (left.length > 0) throw new Refusal(left.map((one) => stays(app, one)));
    return [];
  }
  for (const { id } of known)
    await postDeliveries.answer(transaction, id, { state: 'removing', problem: null });
  await tellOf(app, transaction, left);
  await outbox.markChanged(transaction, subjectOf('post', postId));
  const entries = known.map(({ id, target, hash, published }) => ({
    ...entryBy(actor, 'delivery.answer.delete' as const, app.clock),
    ...{ post: postId, revision, target, content: hash },
    details: { delivery: id, published, reason: reason.trim() || undefined },
  }));
  await audit.append(transaction, ...entries);
  return known;
}

/**
 * Those of them where something is out. A group may hold targets that the post never went to; whoever names one by itself
 * takes it for taken down, and is told. Throws a `Refusal`.
 */
function chosenOf(app: App, deliveries: Stored[], { postId, from }: Deletion): Stored[] {
  const out = deliveries.filter(isOut);
  if (from.trim() === '') return out;
  const names = readTargets(
    from,
    { targets: Object.keys(app.team.targets), groups: app.team.groups },
    'from',
  );
  const chosen = out.filter((one) => names.includes(one.target));
  const missed = names.filter((name) => !chosen.some((one) => one.target === name));
  const told = chosen.length === 0 ? missed : missed.filter((name) => from.split(/[\s,]+/).includes(name));
  if (told.length > 0) throw notOut(app, postId, told, deliveries);
  return chosen;
}

function isOut(delivery: Stored): boolean {
  return delivery.state === 'sent' || brokeOff(delivery);
}

/** The card tells of each place where it stays, beside those where it is taken down. */
async function tellOf(app: App, transaction: Transaction, left: Stored[]): Promise<void> {
  // What broke off tells its own problem, and how much is out.
  for (const one of left.filter(({ state }) => state === 'sent')) {
    const { message, remedy } = stays(app, one);
    const problem = { reason: 'not_deleted', message, remedy };
    await postDeliveries.answer(transaction, one.id, { problem });
  }
}

/** By the job. Taking down twice does no harm, so a crash in between needs no intent. */
export async function deleteDelivery(app: App, deliveryId: number): Promise<Outcome> {
  const delivery = await postDeliveries.find(app.database, deliveryId);
  if (delivery?.state !== 'removing' || !delivery.published)
    return cancel('it is not to be deleted any more');
  const account = app.accounts.get(delivery.target) ?? (await app.accounts.find?.(delivery.target));
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

async function giveUp(app: App, delivery: Stored, problem: Problem): Promise<Outcome> {
  await settle(app, delivery, 'sent', problem);
  return done;
}

const ENDINGS = { removed: 'delivery.removed', sent: 'delivery.not_removed' } as const;

async function settle(
  app: App,
  { id, postId, revision, target, hash, published }: Stored,
  state: 'removing' | 'removed' | 'sent',
  problem: Problem | null,
): Promise<void> {
  const subject = subjectOf('post', postId);
  await app.database.transaction(async (transaction) => {
    // Somebody else may have ended it meanwhile.
    const current = await postDeliveries.findForUpdate(transaction, id);
    if (current?.state !== 'removing') return;
    await postDeliveries.answer(transaction, id, { state, problem });
    await outbox.markChanged(transaction, subject);
    if (state === 'removing') return;
    await audit.append(transaction, {
      ...entryOf(ENDINGS[state], app.clock),
      ...{ post: postId, revision, target, content: hash },
      details: { delivery: id, published, problem },
    });
  });
  await wakeForCards(app, subject);
}

/** Why it cannot be taken down from here: it broke off, or a person said that it is live, and the network never did. */
function stays(app: App, delivery: Stored): Finding {
  const title = app.accounts.titleOf(delivery.target);
  const common = { level: 'error' as const, field: 'from', about: title };
  const out = postDeliveries.publishedBy(delivery);
  const address = out.flatMap(({ url }) => url ?? []).join(', ');
  const remedy =
    address === '' ? t('Delete it there by hand.') : t('Delete it there by hand: {address}', { address });
  if (brokeOff(delivery))
    return {
      ...{ ...common, id: 'post.delete.broken_off', remedy },
      message: t(
        'At {title} {parts, plural, one {# part is} other {# parts are}} out of a thread that broke off.',
        { title, parts: out.length },
      ),
    };
  const message = out.every(({ url }) => url !== undefined)
    ? t('Of the post at {title} only its address is known.', { title })
    : t('It is not known which post it is at {title}.', { title });
  return { ...common, id: 'post.delete.unknown_id', message, remedy };
}

/** `missed`: targets that were named. */
function notOut(app: App, postId: number, missed: string[], deliveries: Stored[]): Refusal {
  const titles = (targets: string[]) => targets.map((target) => app.accounts.titleOf(target)).join(', ');
  const places = titles(deliveries.filter(isOut).map((one) => one.target));
  const isWaiting = deliveries.some((one) => missed.includes(one.target) && waits(one));
  return refuse(
    'post.delete.not_out',
    'from',
    t('Post {postId} is not out at {titles}.', { postId: String(postId), titles: titles(missed) }),
    [
      places === ''
        ? t('Nothing of it is out; its card tells how it stands.')
        : t('It is out at {places}: name only those, or leave the field empty.', { places }),
      ...(isWaiting ? [t('What still waits is taken back with Cancel or Drop on its card.')] : []),
    ].join(' '),
  );
}

type Stored = postDeliveries.StoredDelivery;

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
