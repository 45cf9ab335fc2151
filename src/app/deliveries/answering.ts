/** What a person answers about a delivery that stands still: try again, it is live, look again. */
import { type Refusal, refuse } from '../../kit/finding.ts';
import { randomKey } from '../../kit/key.ts';
import { subjectOf } from '../../kit/subject.ts';
import { t } from '../../kit/t.ts';
import type { Actor } from '../../people/actor.ts';
import { textFor } from '../../posts/content.ts';
import { partsOf } from '../../posts/parts.ts';
import * as audit from '../../store/audit.ts';
import type { Handle, Transaction } from '../../store/database.ts';
import * as outbox from '../../store/outbox.ts';
import * as postDeliveries from '../../store/post-deliveries.ts';
import * as posts from '../../store/posts.ts';
import type { App } from '../app.ts';
import { aboutPost, entryBy } from '../auditing.ts';
import { checkNoneOpen, holdOriginal } from '../posts/corrections/order.ts';
import { wakeForCards, wakeForDelivery } from '../waking.ts';

export type Answer =
  /** A failed one is sent again. */
  | { kind: 'retry' }
  | { kind: 'live'; url?: string }
  /** A person looked: it surely is not there; it is sent again. */
  | { kind: 'not_live' }
  | { kind: 'look' };

/** `stale`: it does not stand still any more; nothing was changed. */
export async function answerDelivery(
  app: App,
  actor: Actor,
  deliveryId: number,
  answer: Answer,
): Promise<{ postId: number; stale: boolean }> {
  const now = new Date(app.clock.now());
  const ended = await app.database.transaction(async (transaction) => {
    const { delivery, current, post } = await held(transaction, deliveryId);
    const { postId } = delivery;
    if (!current || delivery.state !== STANDS[answer.kind]) return { postId, stale: true };
    if (post.corrects !== null) await checkNoneOpen(transaction, post.corrects, postId);
    const change =
      answer.kind === 'live'
        ? await nowLive(transaction, delivery, answer.url, now)
        : changeFor(answer, delivery, now);
    await postDeliveries.answer(transaction, deliveryId, change);
    await outbox.markChanged(transaction, subjectOf('post', postId));
    await audit.append(transaction, {
      ...entryBy(actor, `delivery.answer.${answer.kind}`, app.clock),
      ...aboutPost(post),
      revision: delivery.revision,
      target: delivery.target,
      content: delivery.hash,
      details: { delivery: deliveryId, ...('url' in answer ? { url: answer.url } : {}) },
    });
    return { postId, stale: false };
  });
  if (ended.stale) return ended;
  await wakeForDelivery(app, now.getTime());
  await wakeForCards(app, subjectOf('post', ended.postId));
  return ended;
}

/** Sends all failed deliveries of a post again. Answers how many. */
export async function retryPost(app: App, actor: Actor, postId: number, revision: number): Promise<number> {
  let count = 0;
  for (const id of await failedOf(app.database, postId, revision)) {
    const { stale } = await answerDelivery(app, actor, id, { kind: 'retry' });
    if (!stale) count += 1;
  }
  return count;
}

/** The post is locked first, as everywhere. `current`: the delivery is of what is approved now. */
async function held(transaction: Transaction, deliveryId: number) {
  const found = await postDeliveries.find(transaction, deliveryId);
  const seen = found && (await posts.find(transaction, found.postId));
  if (seen) await holdOriginal(transaction, seen);
  const post = found && (await posts.findForUpdate(transaction, found.postId));
  const delivery = await postDeliveries.findForUpdate(transaction, deliveryId);
  if (!post || !delivery) throw unknownDelivery();
  return { post, delivery, current: post.stage === 'approved' && post.revision === delivery.revision };
}

async function failedOf(db: Handle, postId: number, revision: number): Promise<number[]> {
  const deliveries = await postDeliveries.ofPost(db, postId, revision);
  return deliveries.filter((one) => one.state === 'failed').map((one) => one.id);
}

const STANDS = { retry: 'failed', live: 'unknown', not_live: 'unknown', look: 'unknown' } as const;

type Change = Parameters<typeof postDeliveries.answer>[2];

/** Of a thread one part is live; those after it still go out. */
async function nowLive(
  transaction: Transaction,
  { postId, revision, target, sentParts }: postDeliveries.StoredDelivery,
  url: string | undefined,
  now: Date,
): Promise<Change> {
  const shown = await posts.findRevision(transaction, postId, revision);
  const parts = shown ? partsOf(textFor(shown.content, target)).length : 1;
  const out = [...sentParts, { id: '', url }];
  if (out.length < parts) return { ...anew(now), intent: null, sentParts: out };
  return {
    state: 'sent',
    published: out[0],
    sentParts: out.length > 1 ? out : [],
    problem: null,
    doubtfulSince: null,
    sentAt: now,
  };
}

function changeFor(
  { kind }: Exclude<Answer, { kind: 'live' }>,
  { intent }: postDeliveries.StoredDelivery,
  now: Date,
): Change {
  switch (kind) {
    case 'retry':
      // Nothing of it is seen, and what is there already is not given twice.
      if (intent?.contract?.resumes) return anew(now);
      // Surely nothing of it is out: the network shall not take it for the try that failed.
      return { ...anew(now), key: randomKey(), intent: null };
    case 'not_live':
      // Under its old intent: should the person be wrong, it is still the same post to the network.
      return anew(now);
    case 'look':
      return { state: 'scheduled', nextAt: now };
  }
}

/** A person wants it now: it is due now, however late it was. */
function anew(now: Date) {
  return {
    state: 'scheduled' as const,
    nextAt: now,
    dueAt: now,
    attempts: 0,
    problem: null,
    doubtfulSince: null,
  };
}

function unknownDelivery(): Refusal {
  return refuse(
    'delivery.unknown',
    'id',
    t('This delivery is not there any more.'),
    t('/post list shows the posts there are.'),
  );
}
