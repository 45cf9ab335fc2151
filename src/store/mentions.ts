/** What others write to us, each once by the network's id, in its conversation. */
import { and, desc, eq, inArray, isNotNull, isNull, ne } from 'drizzle-orm';
import type { Item } from '../listening/item.ts';
import type { Label, Mood } from '../listening/sentiment/sentiment.ts';
import { ERASED } from '../people/erased.ts';
import type { Handle, Transaction } from './database.ts';
import { count } from './mention-slots.ts';
import { conversations, mentions } from './schema/mentions.ts';
import { posts } from './schema/posts.ts';

export type StoredMention = typeof mentions.$inferSelect;

/** An item with what we made of it. */
export interface NewMention {
  item: Item;
  mood: Mood;
  topics: string[];
  /** A post of ours that it answers. */
  postId?: number;
}

/** Undefined: it is known. Its conversation is locked from here on, so that two of one thread follow one another. */
export async function take(
  transaction: Transaction,
  source: string,
  { item, mood, topics, postId }: NewMention,
  now: number,
): Promise<StoredMention | undefined> {
  if ((await known(transaction, source, [item.id])).size > 0) return undefined;
  const conversationId = await conversationOf(transaction, source, item, postId, now);
  const [stored] = await transaction
    .insert(mentions)
    .values({
      ...{ conversationId, source, item: item.id, kind: item.kind, topics },
      ...{ authorId: item.author.id, author: item.author, text: item.text, audience: item.audience },
      ...{ language: mood.lang, label: mood.label, score: mood.score, confidence: mood.confidence },
      ...{ warning: item.warning ?? '', url: item.url, inReplyTo: item.inReplyTo },
      ...{ attachments: item.attachments ?? 0, writtenAt: new Date(item.at), takenAt: new Date(now) },
      ...(item.editedAt !== undefined && { editedAt: new Date(item.editedAt) }),
    })
    .onConflictDoNothing()
    .returning();
  return stored;
}

async function conversationOf(
  transaction: Transaction,
  source: string,
  { thread, audience, at }: Item,
  postId: number | undefined,
  now: number,
): Promise<number> {
  const opened = { source, thread, audience, postId, openedAt: new Date(now), mentionedAt: new Date(at) };
  await transaction.insert(conversations).values(opened).onConflictDoNothing();
  const [locked] = await transaction
    .select({ id: conversations.id })
    .from(conversations)
    .where(and(eq(conversations.source, source), eq(conversations.thread, thread)))
    .for('update');
  if (!locked) throw new Error(`The conversation ${thread} of ${source} was not kept.`);
  return locked.id;
}

/**
 * Its author changed it. Answers it as it was and as it is now; undefined where it is not known, says the same, or was
 * erased: that stays so, whatever the network still tells of it.
 */
export async function edit(
  transaction: Transaction,
  source: string,
  { item, mood, topics }: NewMention,
): Promise<{ before: StoredMention; after: StoredMention } | undefined> {
  const before = await findForUpdate(transaction, source, item.id);
  if (!before || [ERASED, item.text].includes(before.text)) return undefined;
  const [edited] = await transaction
    .update(mentions)
    .set({
      ...{ text: item.text, textBefore: before.text, topics, author: item.author },
      ...{ language: mood.lang, label: mood.label, score: mood.score, confidence: mood.confidence },
      // What somebody said of its mood was said of other words.
      ...{ correctedTo: null, correctedBy: null, editedAt: new Date(item.editedAt ?? item.at) },
    })
    .where(eq(mentions.id, before.id))
    .returning();
  return edited && { before, after: edited };
}

/** It is not there any more. Undefined where it is not known, or known to be gone. It stays counted: it was written. */
export async function markGone(
  transaction: Transaction,
  source: string,
  item: string,
  now: number,
): Promise<StoredMention | undefined> {
  const [gone] = await transaction
    .update(mentions)
    .set({ goneAt: new Date(now) })
    .where(and(eq(mentions.source, source), eq(mentions.item, item), isNull(mentions.goneAt)))
    .returning();
  return gone;
}

/** A person says what its mood is. Answers it as it was before. */
export async function correct(
  transaction: Transaction,
  id: number,
  label: Label,
  personId: number,
): Promise<StoredMention | undefined> {
  const [known] = await transaction.select().from(mentions).where(eq(mentions.id, id)).for('update');
  if (!known) return undefined;
  const [corrected] = await transaction
    .update(mentions)
    .set({ correctedTo: label, correctedBy: personId })
    .where(eq(mentions.id, id))
    .returning();
  if (corrected)
    await count(transaction, [
      { mention: known, by: -1 },
      { mention: corrected, by: 1 },
    ]);
  return known;
}

/** What people said of moods, the newest first: what the classifier learns from. */
export async function corrections(
  db: Handle,
  most: number,
): Promise<{ text: string; lang: string; label: Label }[]> {
  const rows = await db
    .select({ text: mentions.text, lang: mentions.language, label: mentions.correctedTo })
    .from(mentions)
    .where(and(isNotNull(mentions.correctedTo), ne(mentions.text, ERASED)))
    .orderBy(desc(mentions.id))
    .limit(most);
  return rows.flatMap(({ label, ...row }) => (label ? [{ ...row, label }] : []));
}

export async function find(db: Handle, id: number): Promise<StoredMention | undefined> {
  return (await db.select().from(mentions).where(eq(mentions.id, id)))[0];
}

export async function ofConversation(
  db: Handle,
  conversationId: number,
  most: number,
): Promise<StoredMention[]> {
  const newest = await db
    .select()
    .from(mentions)
    .where(eq(mentions.conversationId, conversationId))
    .orderBy(desc(mentions.id))
    .limit(most);
  return newest.reverse();
}

/** How often the same person wrote to us before, in other conversations. */
export async function countBefore(
  db: Handle,
  { source, authorId, conversationId }: Pick<StoredMention, 'source' | 'authorId' | 'conversationId'>,
): Promise<number> {
  const rows = await db
    .select({ id: mentions.id })
    .from(mentions)
    .where(
      and(
        eq(mentions.source, source),
        eq(mentions.authorId, authorId),
        ne(mentions.conversationId, conversationId),
      ),
    )
    .limit(MOST_COUNTED);
  return rows.length;
}

/** The thread of a mention's conversation, by the item's own id. */
export async function threadOf(db: Handle, source: string, item: string): Promise<string | undefined> {
  const [found] = await db
    .select({ thread: conversations.thread })
    .from(mentions)
    .innerJoin(conversations, eq(conversations.id, mentions.conversationId))
    .where(and(eq(mentions.source, source), eq(mentions.item, item)));
  return found?.thread;
}

/** The thread of the conversation that this post answers. */
export async function threadAnsweredBy(db: Handle, postId: number): Promise<string | undefined> {
  const [found] = await db
    .select({ thread: conversations.thread })
    .from(posts)
    .innerJoin(mentions, eq(mentions.id, posts.answers))
    .innerJoin(conversations, eq(conversations.id, mentions.conversationId))
    .where(eq(posts.id, postId));
  return found?.thread;
}

/** Items whose answers are written and not out yet. */
export async function awaitingAnswers(db: Handle, source: string, most: number): Promise<string[]> {
  const rows = await db
    .selectDistinct({ item: mentions.item })
    .from(mentions)
    .innerJoin(posts, eq(posts.answers, mentions.id))
    .innerJoin(conversations, eq(conversations.id, mentions.conversationId))
    .where(
      and(
        eq(mentions.source, source),
        isNull(mentions.goneAt),
        inArray(conversations.state, ['new', 'claimed']),
        inArray(posts.stage, ['draft', 'in_review', 'changes_requested', 'approved']),
      ),
    )
    .limit(most);
  return rows.map(({ item }) => item);
}

/** Of these items, those that are known. */
export async function known(db: Handle, source: string, items: string[]): Promise<Set<string>> {
  if (items.length === 0) return new Set();
  const rows = await db
    .select({ item: mentions.item })
    .from(mentions)
    .where(and(eq(mentions.source, source), inArray(mentions.item, items)));
  return new Set(rows.map(({ item }) => item));
}

async function findForUpdate(transaction: Transaction, source: string, item: string) {
  const [found] = await transaction
    .select()
    .from(mentions)
    .where(and(eq(mentions.source, source), eq(mentions.item, item)))
    .for('update');
  return found;
}

const MOST_COUNTED = 100;
