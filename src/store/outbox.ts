/**
 * What the bot says by itself: wanted in the transaction of its cause, one row for each place, said by a worker
 * (`outbox-sending.ts`). A lasting message shows something that lives on, and is edited in place.
 */
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { MessageReference } from '../chat/chat.ts';
import { randomKey } from '../kit/key.ts';
import type { Subject } from '../kit/subject.ts';
import type { Handle } from './database.ts';
import { type MessageState, outbox, outboxChanges, type Priority } from './schema/outbox.ts';

export type StoredMessage = typeof outbox.$inferSelect;
export type { Priority };

export interface WantedMessage {
  subject: Subject;
  /** What kind of message it is, for its subject: `card`, `reminder`. */
  kind: string;
  /** Tells those of one kind apart that are each to be said: a revision, a step. */
  round?: string | number;
  to: Place;
  /** A crisis goes before everything else. */
  priority?: Priority;
  /** Epoch ms by the app's clock. */
  notBefore?: number;
  /** It is edited in place whenever its subject is marked as changed. */
  lasting?: boolean;
  /** The message of the same chat in whose thread it is said. */
  thread?: MessageReference;
  /** What drawing it needs to know beside its subject; small. */
  payload?: Record<string, unknown>;
}

/** Whom or where: a person is told in the best of their chats. */
export type Place = { personId: number } | { chat: string; channel: string };

/**
 * Each once for its subject, kind, round and place: what was said or is waiting stays as it is. A lasting one that was
 * ended is wanted anew, and one that stands is due for an edit. Answers the messages that were added.
 */
export async function want(db: Handle, wanted: WantedMessage[]): Promise<StoredMessage[]> {
  const distinct = [...new Map(wanted.map((one) => [identityOf(one), one])).values()];
  const toPeople = distinct.filter(({ to }) => 'personId' in to);
  const toChannels = distinct.filter(({ to }) => !('personId' in to));
  const added = [
    ...(await insert(db, toPeople, [outbox.personId], sql`${outbox.personId} is not null`)),
    ...(await insert(db, toChannels, [outbox.chat, outbox.channel], sql`${outbox.personId} is null`)),
  ];
  const lasting = new Set(wanted.filter((one) => one.lasting).map(({ subject }) => subject));
  await markAllChanged(db, [...lasting]);
  return added.sort((one, other) => one.id - other.id);
}

function identityOf({ subject, kind, round = '', to }: WantedMessage): string {
  return JSON.stringify([
    ...[subject, kind, String(round)],
    ...('personId' in to ? [to.personId] : [to.chat, to.channel]),
  ]);
}

async function insert(
  db: Handle,
  wanted: WantedMessage[],
  place: PgColumn[],
  where: ReturnType<typeof sql>,
): Promise<StoredMessage[]> {
  if (wanted.length === 0) return [];
  const rows = wanted.map(({ to, notBefore = 0, round = '', ...rest }) => ({
    ...rest,
    ...to,
    round: String(round),
    key: randomKey(),
    nextAt: new Date(notBefore),
  }));
  const anew = {
    ...{ state: 'waiting' as const, message: null, attempted: false, shownHash: null, failures: 0 },
    ...{ key: sql`excluded.key`, nextAt: sql`excluded.next_at`, payload: sql`excluded.payload` },
    wanted: sql`${outbox.wanted} + 1`,
  };
  return db
    .insert(outbox)
    .values(rows)
    .onConflictDoUpdate({
      target: [outbox.subject, outbox.kind, outbox.round, ...place],
      targetWhere: where,
      set: anew,
      setWhere: and(eq(outbox.state, 'ended'), outbox.lasting),
    })
    .returning();
}

/** Its lasting messages are due for an edit. */
export async function markChanged(db: Handle, subject: Subject): Promise<void> {
  await db.insert(outboxChanges).values({ subject });
}

/** The same for all of them. */
export async function markAllChanged(db: Handle, subjects: Subject[]): Promise<void> {
  if (subjects.length > 0) await db.insert(outboxChanges).values(subjects.map((subject) => ({ subject })));
}

/** Edits its lasting messages also where nothing has changed: one that somebody deleted is sent again then. At once, however often it failed. */
export async function lookAgain(db: Handle, subject: Subject): Promise<void> {
  await db
    .update(outbox)
    .set({ shownHash: null, wanted: sql`${outbox.wanted} + 1`, nextAt: new Date(0) })
    .where(and(eq(outbox.subject, subject), outbox.lasting, inArray(outbox.state, LIVE)));
}

/** What was said of it or waits to be. */
export async function messagesOf(db: Handle, subject: Subject): Promise<StoredMessage[]> {
  return db
    .select()
    .from(outbox)
    .where(and(eq(outbox.subject, subject), inArray(outbox.state, LIVE)))
    .orderBy(outbox.id);
}

/** All of one kind and round, in every state. */
export async function ofRound(
  db: Handle,
  subject: Subject,
  kind: string,
  round: string,
): Promise<StoredMessage[]> {
  return db
    .select()
    .from(outbox)
    .where(and(eq(outbox.subject, subject), eq(outbox.kind, kind), eq(outbox.round, round)))
    .orderBy(outbox.id);
}

/** What a message of the bot's is about; undefined for one that it said in an answer, that was ended, or that is about several. */
export async function findByMessage(
  db: Handle,
  message: MessageReference,
): Promise<StoredMessage | undefined> {
  const [found, other] = await db
    .select()
    .from(outbox)
    .where(
      and(
        eq(outbox.chat, message.chat),
        eq(outbox.channel, message.channel),
        eq(outbox.message, message.message),
        inArray(outbox.state, LIVE),
      ),
    )
    .orderBy(outbox.id)
    .limit(2);
  return other && other.subject !== found?.subject ? undefined : found;
}

/**
 * What is not sent is dropped; whoever is about to send it looks at the row first, and waits for this transaction.
 * What may have been sent before is looked for, and kept true if it is there. What was sent stays.
 */
export async function end(db: Handle, subject: Subject, kind?: string): Promise<void> {
  const unsent = and(
    eq(outbox.subject, subject),
    kind === undefined ? undefined : eq(outbox.kind, kind),
    eq(outbox.state, 'waiting'),
  );
  const locked = db.select({ id: outbox.id }).from(outbox).where(unsent).orderBy(outbox.id).for('update');
  await db
    .update(outbox)
    .set({ state: sql`case when ${outbox.attempted} then 'withdrawn' else 'ended' end` })
    .where(inArray(outbox.id, locked));
}

/** `from` turns out to be `to`; what both were told was told once. */
export async function mergePeople(db: Handle, from: number, to: number): Promise<void> {
  await db.execute(sql`
    delete from outbox where person_id = ${from} and exists (
      select 1 from outbox other where other.person_id = ${to} and other.subject = outbox.subject
        and other.kind = outbox.kind and other.round = outbox.round
    )`);
  await db.update(outbox).set({ personId: to }).where(eq(outbox.personId, from));
}

/** Whether anything is due now or later, for whoever waits until all is said. */
export async function isAnyWaiting(db: Handle): Promise<boolean> {
  const behind = sql`${outbox.wanted} > ${outbox.shown} and ${outbox.state} <> 'ended'`;
  const [message] = await db.select({ id: outbox.id }).from(outbox).where(behind).limit(1);
  if (message) return true;
  const [change] = await db.select({ id: outboxChanges.id }).from(outboxChanges).limit(1);
  return change !== undefined;
}

const LIVE: MessageState[] = ['waiting', 'sent'];
