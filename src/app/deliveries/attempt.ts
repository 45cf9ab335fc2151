/** One try of one delivery: the approved content checked, the intent committed, the network called, the ending written. */
import { t } from '../../kit/t.ts';
import {
  type Intent,
  type IsTaken,
  type Marks,
  NetworkError,
  type Published,
} from '../../networks/network.ts';
import { withPermission } from '../../networks/permission.ts';
import { contentHash } from '../../posts/content.ts';
import { absenceIsProof, approach, settledAt } from '../../posts/recovery.ts';
import type { Claim } from '../../store/deliveries.ts';
import * as postDeliveries from '../../store/post-deliveries.ts';
import type { Account } from '../accounts.ts';
import { messagesFor } from '../posts/preflight/message.ts';
import { withContract } from './contract.ts';
import { asEdits, type Outgoing } from './editing.ts';
import { ask, halt, hold, lookAgain, refused, standStill, wait, write, writeFailure } from './endings.ts';
import { type OwnLease, thisMoment } from './own-lease.ts';
import { changed, targetGone, tooLate } from './problems.ts';
import type { Surroundings } from './surroundings.ts';

export async function attempt(claim: Claim, around: Surroundings): Promise<void> {
  around.step?.('claimed', claim);
  const found = around.accounts.get(claim.target) ?? (await around.accounts.find?.(claim.target));
  if (claim.halted) return halt(claim, found, around, claim.halted);
  if (!found || contentHash(claim.content) !== claim.hash)
    return standStill(claim, found, found ? changed() : targetGone(claim.target), around);
  const late = around.clock.now() - expectedAt(claim);
  // What may be live is followed up, however late.
  if (claim.doubtfulSince === null && late > around.grace()) return hold(claim, found, around, tooLate(late));
  const account = await withContract(found, claim);
  const messages = await guarded(claim, account, around, () => prepare(claim, account, around));
  if (!messages) return;
  await itsTime(claim, around);
  around.step?.('due', claim);
  // A thread goes on part by part, each as if it were claimed anew.
  let next: Claim | undefined = claim;
  while (next) {
    const part: Claim = next;
    next = await guarded(part, account, around, () => deliver(part, account, messages, around));
  }
}

/** Epoch ms. What a network works on was begun in its time: it is late when nobody looked after it as was said. */
function expectedAt({ reason, dueAt, nextAt }: Claim): number {
  return reason === 'processing' ? Math.max(dueAt, nextAt) : dueAt;
}

/** What a network did not do ends the try. */
async function guarded<T>(
  claim: Claim,
  account: Account,
  around: Surroundings,
  act: () => Promise<T | undefined>,
): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    await writeFailure(claim, account, around, error);
    return undefined;
  }
}

/** All that takes time, ahead of the instant. Undefined: something stands in the way, and that is written. */
async function prepare(
  claim: Claim,
  account: Account,
  around: Surroundings,
): Promise<Outgoing[] | undefined> {
  const { content, target } = claim;
  const declared = account.network.fields?.all ?? [];
  const messages = await messagesFor(around, content, target, declared);
  const edits =
    content.corrects === undefined
      ? messages
      : await asEdits(around.database, claim, content.corrects, account, messages);
  if (!Array.isArray(edits)) return void (await standStill(claim, account, edits, around));
  // What is partly out, or may be, is followed up whatever the checks say by now.
  const isNew = claim.doubtfulSince === null && claim.sentParts.length === 0;
  const obstacle = isNew ? await around.obstacle(claim, messages) : undefined;
  if (obstacle) return void (await hold(claim, account, around, obstacle));
  return edits;
}

/** The claim on the next part, where there is one and nothing stands in the way. */
async function deliver(
  claim: Claim,
  account: Account,
  messages: Outgoing[],
  around: Surroundings,
): Promise<Claim | undefined> {
  if (around.stopping.aborted) return void (await around.store.handBack(claim));
  const published = await findOrSend(claim, account, nextMessage(claim, messages), around);
  if (!published) return undefined;
  const sentParts = [...claim.sentParts, published];
  if (sentParts.length < messages.length) return nextPart(claim, sentParts, around);
  // A person who opens a thread sees its first part.
  const parts = sentParts.length > 1 ? sentParts : null;
  await write(claim, around, account, { state: 'sent', published: sentParts[0], sentParts: parts });
  return undefined;
}

/** Undefined: it did not come to it, and what became of it is written. */
async function findOrSend(
  claim: Claim,
  account: Account,
  message: Outgoing,
  around: Surroundings,
): Promise<Published | undefined> {
  const { network, connection } = account;
  const now = around.clock.now();
  const since = claim.doubtfulSince ?? undefined;
  const triedAt = claim.triedAt ?? since ?? now;
  const how = approach(network.contract, {
    ...{ since, triedAt, now, canLook: Boolean(connection.find) },
    wasRefused: claim.reason === 'refused',
  });
  if (how === 'ask') return void (await ask(claim, account, around));
  if (how === 'wait') return void (await wait(claim, account, around, settledAt(network.contract, triedAt)));
  if (how === 'send' || !claim.intent || !connection.find) return send(claim, account, message, around);
  around.step?.('looking', claim);
  const found = await connection.find(message, claim.intent, takenBy(around));
  around.step?.('looked', claim);
  if (found) return found;
  if (!absenceIsProof(triedAt, now)) return void (await lookAgain(claim, account, around, triedAt));
  const certain = { ...claim, doubtfulSince: null, triedAt: null, reason: null };
  return guarded(certain, account, around, () => send(certain, account, message, around));
}

function takenBy({ database }: Surroundings): IsTaken {
  return (id) => postDeliveries.isTaken(database, id);
}

/** The first part that is not out yet. What a person said is live has no id that it could answer. */
function nextMessage({ sentParts }: Claim, messages: Outgoing[]): Outgoing {
  const message = messages[sentParts.length] ?? { text: '', images: [] };
  const known = sentParts.filter(({ id }) => id !== '');
  const [root, parent] = [known[0], known.at(-1)];
  return root && parent ? { ...message, thread: { root, parent } } : message;
}

async function nextPart(claim: Claim, sentParts: Published[], around: Surroundings): Promise<Claim> {
  around.step?.('parting', claim);
  const kept = await around.store.nextPart(claim, sentParts.at(-1) as Published);
  if (!kept) throw new NetworkError('lost', t('Another worker has taken this delivery over.'));
  around.step?.('parted', claim);
  return { ...claim, sentParts, intent: null, doubtfulSince: null, triedAt: null, reason: null };
}

/** Undefined: it was not begun, and what became of it is written. */
async function send(
  claim: Claim,
  account: Account,
  message: Outgoing,
  around: Surroundings,
): Promise<Published | undefined> {
  const now = around.clock.now();
  const intent = claim.intent ?? freshIntent(claim, now, account);
  const doubtfulSince = claim.doubtfulSince ?? now;
  const { id, fence, hash } = claim;
  around.step?.('beginning', claim);
  const since = thisMoment();
  const begun = await around.store.begin({ id, fence, intent, hash, doubtfulSince });
  if (begun === 'begun') {
    around.ownLease.extend(since);
    return publish(claim, account, message, intent, around);
  }
  await (begun === 'refused' ? refused(claim, account, around) : halt(claim, account, around, begun));
  return undefined;
}

/** Each part of a thread has a key of its own: the delivery's with the part's number. */
function freshIntent({ key, sentParts }: Claim, at: number, { connection, network }: Account): Intent {
  const own = sentParts.length === 0 ? key : `${key}${String(sentParts.length).padStart(2, '0')}`;
  const marks = connection.prepare?.({ key: own, at }) ?? {};
  const { contract } = network;
  return { key: own, at, marks, ...((connection.contract || contract.resumes) && { contract }) };
}

/** From here on every failure that is not the network's own word leaves a doubt. */
async function publish(
  claim: Claim,
  { connection }: Account,
  message: Outgoing,
  intent: Intent,
  around: Surroundings,
): Promise<Published> {
  const { store, step, ownLease } = around;
  step?.('begun', claim);
  const keep = async (marks: Marks) => {
    step?.('keeping', claim);
    const kept = await store.keep(claim, { ...intent, marks: { ...intent.marks, ...marks } });
    if (!kept) throw new NetworkError('lost', t('Another worker has taken this delivery over.'));
    step?.('kept', claim);
  };
  step?.('calling', claim);
  const published = await withPermission(
    () => checkLease(ownLease),
    async () =>
      message.edits && connection.edit
        ? connection.edit(message.edits, message)
        : connection.publish(message, intent, keep, takenBy(around)),
  );
  step?.('answered', claim);
  return published;
}

/** At the post's time, not before the pause after an earlier try is over; at once when the worker stops. */
function itsTime({ dueAt, nextAt }: Claim, { clock, stopping }: Surroundings): Promise<void> {
  // A claim that was freed is to be taken up at once, which may be before the post's time.
  const at = Math.max(dueAt, nextAt);
  if (clock.now() >= at || stopping.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const goOn = () => {
      cancel();
      stopping.removeEventListener('abort', goOn);
      resolve();
    };
    const cancel = clock.at(at, goOn);
    stopping.addEventListener('abort', goOn);
  });
}

function checkLease({ isSure }: OwnLease): void {
  if (isSure) return;
  throw new NetworkError('unreachable', t('This worker was no longer sure that the delivery is its own.'), {
    remedy: t('It is tried again.'),
  });
}
