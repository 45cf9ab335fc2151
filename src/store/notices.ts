/** What is told to somebody by itself: wanted in the transaction that gives the reason, sent once by a worker. */
import { and, asc, eq, inArray, isNull, lt, notInArray, or, sql } from 'drizzle-orm';
import type { MessageReference } from '../chat/chat.ts';
import { randomKey } from '../kit/key.ts';
import { subjectOf } from './cards.ts';
import type { Handle } from './database.ts';
import { cards } from './schema/cards.ts';
import { type NoticeKind, notices } from './schema/notices.ts';

export type StoredNotice = typeof notices.$inferSelect;

export interface WantedNotice {
  kind: NoticeKind;
  postId: number;
  revision: number;
  ordinal?: number;
  to: { personId: number } | { chat: string; channel: string };
}

/** Each once: whom the same was told before is left out. Answers the notices that were added. */
export async function want(db: Handle, wanted: WantedNotice[]): Promise<StoredNotice[]> {
  if (wanted.length === 0) return [];
  const rows = wanted.map(({ to, ...rest }) => ({ ...rest, ...to, key: randomKey() }));
  return db.insert(notices).values(rows).onConflictDoNothing().returning();
}

/** Takes one that is still to be sent, the oldest first, for `lease` ms. `besides`: those that were tried just now. */
export async function take(db: Handle, besides: number[], lease: number): Promise<StoredNotice | undefined> {
  const free = and(
    eq(notices.isDone, false),
    notInArray(notices.id, besides),
    or(isNull(notices.leaseUntil), lt(notices.leaseUntil, sql`clock_timestamp()`)),
  );
  const next = db
    .select({ id: notices.id })
    .from(notices)
    .where(free)
    .orderBy(asc(notices.id))
    .limit(1)
    .for('update', { skipLocked: true });
  const [taken] = await db
    .update(notices)
    .set({ leaseUntil: sql`clock_timestamp() + ${lease}::float8 * interval '1 millisecond'` })
    .where(inArray(notices.id, next))
    .returning();
  return taken;
}

export async function markAttempted(db: Handle, id: number): Promise<void> {
  await db.update(notices).set({ attempted: true }).where(eq(notices.id, id));
}

/** Sent, or not to be sent any more. */
export async function finish(db: Handle, id: number, sent?: MessageReference): Promise<void> {
  await db
    .update(notices)
    .set({ ...sent, isDone: true, leaseUntil: null })
    .where(eq(notices.id, id));
}

/** It is tried again. */
export async function giveBack(db: Handle, id: number): Promise<void> {
  await db.update(notices).set({ leaseUntil: null }).where(eq(notices.id, id));
}

export async function isAnyWaiting(db: Handle): Promise<boolean> {
  const [one] = await db.select({ id: notices.id }).from(notices).where(eq(notices.isDone, false)).limit(1);
  return one !== undefined;
}

/**
 * From here on the message is one of the post's cards, and kept true like them; `shownHash` is of the card that it
 * shows, null where that is not known. Answers the message that was so in the same place before, which is let go.
 */
export async function adoptAsCard(
  db: Handle,
  { key, postId }: StoredNotice,
  sent: MessageReference,
  shownHash: string | null,
): Promise<string | undefined> {
  const { chat, channel, message } = sent;
  const subject = subjectOf('post', postId);
  const here = and(eq(cards.subject, subject), eq(cards.chat, chat), eq(cards.channel, channel));
  const [before] = await db.select({ message: cards.message }).from(cards).where(here);
  // Whoever edits the message before this one notes nothing of it here.
  const shown = { ...sent, key, attempted: true, shownHash, gone: false, leaseUntil: null };
  await db
    .insert(cards)
    .values({ ...shown, subject })
    .onConflictDoUpdate({ target: [cards.subject, cards.chat, cards.channel], set: shown });
  return before && before.message !== message ? (before.message ?? undefined) : undefined;
}

/** `from` turns out to be `to`; what both were told was told once. */
export async function merge(db: Handle, from: number, to: number): Promise<void> {
  await db.execute(sql`
    delete from notices where person_id = ${from} and exists (
      select 1 from notices other where other.person_id = ${to} and other.post_id = notices.post_id
        and other.revision = notices.revision and other.kind = notices.kind and other.ordinal = notices.ordinal
    )`);
  await db.update(notices).set({ personId: to }).where(eq(notices.personId, from));
}
