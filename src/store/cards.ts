/** The bot's messages that show something that lives on (`post:12`), and which of them are due for an edit. */
import { and, eq, isNull, lt, lte, or, sql } from 'drizzle-orm';
import type { MessageReference } from '../chat/chat.ts';
import { randomKey } from '../kit/key.ts';
import type { Handle } from './database.ts';
import { cardChanges, cards, type Subject, type SubjectKind } from './schema/cards.ts';

export type StoredCard = typeof cards.$inferSelect;

export type { Subject };

export function subjectOf(kind: SubjectKind, id: number | string): Subject {
  return `${kind}:${id}`;
}

/** The number of the post that a card is about; undefined where it is about something else. */
export function postOf(subject: Subject): number | undefined {
  return subject.startsWith('post:') ? Number(subject.slice('post:'.length)) : undefined;
}

/** Wants a card for this subject in a channel; one that is there stays, one that is gone is sent anew. */
export async function want(
  db: Handle,
  subject: Subject,
  places: { chat: string; channel: string }[],
): Promise<void> {
  if (places.length === 0) return;
  await db
    .insert(cards)
    .values(places.map((place) => ({ ...place, subject, key: randomKey() })))
    .onConflictDoUpdate({
      target: [cards.subject, cards.chat, cards.channel],
      set: { gone: false, message: null, attempted: false, shownHash: null },
      setWhere: eq(cards.gone, true),
    });
  await markChanged(db, subject);
}

export async function markChanged(db: Handle, subject: Subject): Promise<void> {
  await db.insert(cardChanges).values({ subject });
}

/** Subjects whose cards are due, oldest change first. */
export async function changedSubjects(db: Handle, most: number): Promise<Subject[]> {
  const found = await db
    .select({ subject: cardChanges.subject })
    .from(cardChanges)
    .groupBy(cardChanges.subject)
    .orderBy(sql`min(${cardChanges.id})`)
    .limit(most);
  return found.map((row) => row.subject);
}

/** The newest change so far; what comes later stays due when this one is settled. */
export async function latestChange(db: Handle, subject: Subject): Promise<number | undefined> {
  const [row] = await db
    .select({ latest: sql<string | null>`max(${cardChanges.id})` })
    .from(cardChanges)
    .where(eq(cardChanges.subject, subject));
  return row?.latest == null ? undefined : Number(row.latest);
}

export async function settle(db: Handle, subject: Subject, upTo: number): Promise<void> {
  await db.delete(cardChanges).where(and(eq(cardChanges.subject, subject), lte(cardChanges.id, upTo)));
}

export async function ofSubject(db: Handle, subject: Subject): Promise<StoredCard[]> {
  return db.select().from(cards).where(eq(cards.subject, subject)).orderBy(cards.id);
}

/** Takes a card for an edit, so that two edits never overtake each other. False: somebody else has it. */
export async function take(db: Handle, id: number, lease: number): Promise<StoredCard | undefined> {
  const [taken] = await db
    .update(cards)
    .set({ leaseUntil: sql`clock_timestamp() + ${lease}::float8 * interval '1 millisecond'` })
    .where(and(eq(cards.id, id), or(isNull(cards.leaseUntil), lt(cards.leaseUntil, sql`clock_timestamp()`))))
    .returning();
  return taken;
}

export async function markAttempted(db: Handle, id: number): Promise<void> {
  await db.update(cards).set({ attempted: true }).where(eq(cards.id, id));
}

/** Gives a card back as it is now. Nothing of it is noted when another message took the card's place meanwhile. */
export async function release(
  db: Handle,
  { id, message }: Pick<StoredCard, 'id' | 'message'>,
  shown: Partial<Pick<StoredCard, 'message' | 'shownHash' | 'gone' | 'channel'>> = {},
): Promise<void> {
  const same = message === null ? isNull(cards.message) : eq(cards.message, message);
  await db
    .update(cards)
    .set({ ...shown, leaseUntil: null })
    .where(and(eq(cards.id, id), same));
}

export async function findByMessage(db: Handle, message: MessageReference): Promise<StoredCard | undefined> {
  const [found] = await db
    .select()
    .from(cards)
    .where(
      and(
        eq(cards.chat, message.chat),
        eq(cards.channel, message.channel),
        eq(cards.message, message.message),
      ),
    );
  return found;
}
