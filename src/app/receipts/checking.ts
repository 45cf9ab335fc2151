/** Looks at one published post at its network, and tells what is not as it was approved. */
import { isDeepStrictEqual } from 'node:util';
import { storable } from '../../kit/storable.ts';
import { type Subject, subjectOf } from '../../kit/subject.ts';
import { t } from '../../kit/t.ts';
import { isGone, type Reading } from '../../networks/live.ts';
import { type Connection, NetworkError } from '../../networks/network.ts';
import * as audit from '../../store/audit.ts';
import type { Transaction } from '../../store/database.ts';
import * as outbox from '../../store/outbox.ts';
import * as postDeliveries from '../../store/post-deliveries.ts';
import * as receipts from '../../store/receipts.ts';
import type { Account } from '../accounts.ts';
import type { App } from '../app.ts';
import { aboutPost, entryOf } from '../auditing.ts';
import { cardsIn, reviewPlaces } from '../places.ts';
import { wakeForCards } from '../waking.ts';
import { type Judgement, judge, wasShown } from './judging.ts';
import { keptOf, namesOf } from './keeping.ts';
import { type Standing, standingOf } from './standing.ts';

export type Check =
  | (Kept & { kind: 'read' })
  /** Not now. `retryAfter`: ms. */
  | { kind: 'unread'; message: string; remedy: string; retryAfter?: number }
  /** Not at all. */
  | { kind: 'unreadable'; why: string }
  /** Nothing of it is to be there, or it was changed from here while it was read. */
  | { kind: 'elsewhere' };

interface Kept extends Judgement {
  /** It is not there for the first time, which is not believed yet. */
  isDoubted: boolean;
}

/** The subject of the card that tells of it. */
export function receiptOf(deliveryId: number): Subject {
  return subjectOf('receipt', deliveryId);
}

export async function checkDelivery(app: App, deliveryId: number): Promise<Check> {
  const standing = await standingOf(app.database, deliveryId);
  if (!standing) return { kind: 'elsewhere' };
  const { target } = standing.delivery;
  const account = await accountOf(app, target);
  if (!account) return unreadable(t('its account is not in the team file any more'));
  if (!account.connection.read) return unreadable(t('{title} lets nobody read', { title: account.title }));
  if (standing.versions.length === 0) return unreadable(t('it is not known which post it is'));
  const before = await receipts.find(app.database, deliveryId);
  const readings = await readParts(account.connection, standing, before);
  if (readings instanceof NetworkError) {
    const { message, remedy, retryAfter } = readings;
    app.log.info({ err: readings, delivery: deliveryId }, 'a published post could not be read');
    return { kind: 'unread', message, remedy, ...(retryAfter !== undefined && { retryAfter }) };
  }
  const kept = await app.database.transaction((transaction) => keep(app, transaction, standing, readings));
  if (!kept) return { kind: 'elsewhere' };
  await wakeForCards(app, receiptOf(deliveryId));
  return { kind: 'read', ...kept };
}

/** Also one that this process has not met yet. */
export async function accountOf({ accounts }: App, target: string): Promise<Account | undefined> {
  return accounts.get(target) ?? (await accounts.find?.(target));
}

async function readParts(
  connection: Connection,
  { published, versions }: Standing,
  before: receipts.StoredReceipt | undefined,
): Promise<Reading[] | NetworkError> {
  const readings: Reading[] = [];
  try {
    for (const [index, part] of published.entries()) {
      const given = versions[0]?.[index] ?? { text: '', pictures: 0 };
      const isKnown = wasShown(versions, index, before);
      const reading = await connection.read?.(part, { ...given, ...(isKnown && { wasShown: true }) });
      if (reading) readings.push(withStorable(reading));
    }
    return readings;
  } catch (error) {
    if (error instanceof NetworkError) return error;
    throw error;
  }
}

/** What others wrote there may be anything. */
function withStorable(reading: Reading): Reading {
  if (isGone(reading)) return { gone: storable(reading.gone) };
  const { text, alts, card, fields = {} } = reading;
  const values = Object.entries(fields).map(([key, value]) => [key, storable(value)]);
  return {
    ...reading,
    ...(text !== undefined && { text: storable(text) }),
    ...(alts && { alts: alts.map((alt) => storable(alt)) }),
    ...(card && { card: { title: storable(card.title) } }),
    fields: Object.fromEntries(values),
  };
}

/** Undefined: what is to stand there was changed from here while it was read. */
async function keep(
  app: App,
  transaction: Transaction,
  standing: Standing,
  readings: Reading[],
): Promise<Kept | undefined> {
  const { id: deliveryId } = standing.delivery;
  // Whoever deletes or corrects it from here waits, or is seen.
  await postDeliveries.findForUpdate(transaction, deliveryId);
  const now = await standingOf(transaction, deliveryId);
  if (!now || !isDeepStrictEqual([now.published, now.versions], [standing.published, standing.versions]))
    return undefined;
  const before = await receipts.find(transaction, deliveryId);
  const judgement = judge(standing.versions, readings, before?.rewritings ?? []);
  const readAt = new Date(app.clock.now());
  const isDoubted =
    judgement.outcome === 'gone' &&
    before?.outcome !== 'gone' &&
    !(isListed(standing, readAt) && isMissedBefore(before, readAt));
  if (isDoubted) {
    await receipts.keep(transaction, { ...(before ?? unseen(deliveryId, readAt)), missedAt: readAt });
    return { ...judgement, isDoubted };
  }
  const { outcome, why, rewritings } = judgement;
  const drifts = keptOf(judgement.drifts);
  const isNew = (before?.outcome ?? 'same') !== outcome || !isDeepStrictEqual(before?.drifts ?? [], drifts);
  const since = before && !isNew ? before.since : readAt;
  await receipts.keep(transaction, {
    ...{ deliveryId, outcome, since, readAt, drifts, why, rewritings },
    missedAt: null,
  });
  if (isNew) await tell(app, transaction, standing, judgement);
  return { ...judgement, isDoubted };
}

/** Networks miss a post now and then that is there a moment later. */
function isMissedBefore(before: receipts.StoredReceipt | undefined, now: Date): boolean {
  return Boolean(before?.missedAt && now.getTime() - before.missedAt.getTime() >= MISSED_TWICE);
}

/** What was put out just now may be told late. */
function isListed({ delivery: { sentAt } }: Standing, now: Date): boolean {
  return !sentAt || now.getTime() - sentAt.getTime() >= LISTED;
}

/** ms after it went out, before which no network is believed that it is not there. */
export const LISTED = 15 * 60_000;
/** ms between two looks that find nothing, before that is believed. */
export const MISSED_TWICE = 60_000;

/** One card for each post and place, where it was reviewed and to the author: it is said once, and edited from then on. */
async function tell(
  app: App,
  transaction: Transaction,
  { delivery, post, content }: Standing,
  { outcome, drifts, why }: Judgement,
): Promise<void> {
  const subject = receiptOf(delivery.id);
  if (outcome !== 'same')
    await outbox.want(transaction, [
      ...cardsIn(reviewPlaces(app, content), subject),
      { subject, kind: 'card', lasting: true, to: { personId: post.authorId } },
    ]);
  await outbox.markChanged(transaction, subject);
  await audit.append(transaction, {
    ...entryOf(`receipt.${outcome}`, app.clock),
    ...aboutPost(post),
    ...{ revision: delivery.revision, target: delivery.target, content: delivery.hash },
    details: {
      delivery: delivery.id,
      published: delivery.published,
      ...(drifts.length > 0 && { drifts: namesOf(drifts) }),
      ...(why !== '' && { why }),
    },
  });
}

function unseen(deliveryId: number, at: Date): receipts.StoredReceipt {
  return {
    ...{ deliveryId, outcome: 'same', since: at, readAt: at, drifts: [], why: '', rewritings: [] },
    missedAt: null,
  };
}

function unreadable(why: string): Check {
  return { kind: 'unreadable', why };
}
