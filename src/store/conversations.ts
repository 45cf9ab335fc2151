/** Conversations that others began with us: who has them, and where they stand. */
import { and, asc, desc, eq, inArray, lte, sql } from 'drizzle-orm';
import type { ConversationState, Standing } from '../listening/conversation.ts';
import type { Audience } from '../people/audience.ts';
import type { Handle, Transaction } from './database.ts';
import { conversations, mentions } from './schema/mentions.ts';

export type StoredConversation = typeof conversations.$inferSelect;

export async function find(db: Handle, id: number): Promise<StoredConversation | undefined> {
  return (await db.select().from(conversations).where(eq(conversations.id, id)))[0];
}

export async function findForUpdate(
  transaction: Transaction,
  id: number,
): Promise<StoredConversation | undefined> {
  const [found] = await transaction
    .select()
    .from(conversations)
    .where(eq(conversations.id, id))
    .for('update');
  return found;
}

export function standingOf({ state, claimedBy, claimedUntil }: StoredConversation): Standing {
  if (claimedBy === null || claimedUntil === null) return { state };
  return { state, claim: { personId: claimedBy, until: claimedUntil.getTime() } };
}

/** Nobody has it in the new state, unless `claim` says who. */
export async function settle(
  db: Handle,
  id: number,
  state: ConversationState,
  given: { claim?: Standing['claim']; now?: number } = {},
): Promise<void> {
  const { claim, now } = given;
  const at = now === undefined ? undefined : new Date(now);
  await db
    .update(conversations)
    .set({
      state,
      claimedBy: claim?.personId ?? null,
      claimedUntil: claim ? new Date(claim.until) : null,
      ...(state === 'claimed' &&
        at && { claimedAt: sql`coalesce(${conversations.claimedAt}, ${at.toISOString()})` }),
      ...(state === 'answered' &&
        at && { answeredAt: sql`coalesce(${conversations.answeredAt}, ${at.toISOString()})` }),
    })
    .where(eq(conversations.id, id));
}

/** Another mention came in. Its audience only ever narrows what is shown of the conversation. */
export async function mentioned(
  db: Handle,
  id: number,
  seen: { state: ConversationState; audience: Audience; at: number },
): Promise<void> {
  await db
    .update(conversations)
    .set({
      state: seen.state,
      audience: seen.audience,
      mentionedAt: sql`greatest(${conversations.mentionedAt}, ${new Date(seen.at).toISOString()}::timestamptz)`,
      ...(seen.state !== 'claimed' && { claimedBy: null, claimedUntil: null }),
    })
    .where(eq(conversations.id, id));
}

export async function markEscalated(db: Handle, id: number): Promise<boolean> {
  const changed = await db
    .update(conversations)
    .set({ isEscalated: true })
    .where(and(eq(conversations.id, id), eq(conversations.isEscalated, false)))
    .returning({ id: conversations.id });
  return changed.length > 0;
}

/** Its card, and the one that it shares with others of its storm, are due for an edit. */
export async function markChanged(db: Handle, id: number): Promise<void> {
  await db.execute(sql`
    insert into outbox_changes (subject)
    select shown.subject from conversations
    cross join lateral (values ('conversation:' || conversations.id), ('storm:' || conversations.storm_id)) as shown(subject)
    where conversations.id = ${id} and shown.subject is not null`);
}

/** Those that wait for somebody, the longest waiting first. */
export async function open(
  db: Handle,
  { personId, stormId, most }: { personId?: number; stormId?: number; most: number },
): Promise<StoredConversation[]> {
  const waiting = inArray(conversations.state, ['new', 'claimed']);
  const mine = personId === undefined ? undefined : eq(conversations.claimedBy, personId);
  const inStorm = stormId === undefined ? undefined : eq(conversations.stormId, stormId);
  return db
    .select()
    .from(conversations)
    .where(and(waiting, mine, inStorm))
    .orderBy(asc(conversations.mentionedAt), asc(conversations.id))
    .limit(most);
}

/** The newest mention of each. */
export async function newestOf(
  db: Handle,
  conversationIds: number[],
): Promise<Map<number, typeof mentions.$inferSelect>> {
  if (conversationIds.length === 0) return new Map();
  const rows = await db
    .selectDistinctOn([mentions.conversationId])
    .from(mentions)
    .where(inArray(mentions.conversationId, conversationIds))
    .orderBy(mentions.conversationId, desc(mentions.id));
  return new Map(rows.map((row) => [row.conversationId, row]));
}

/** Claims that have run out by now. */
export async function expiredClaims(db: Handle, now: number, most: number): Promise<number[]> {
  const rows = await db
    .select({ id: conversations.id })
    .from(conversations)
    .where(and(eq(conversations.state, 'claimed'), lte(conversations.claimedUntil, new Date(now))))
    .limit(most);
  return rows.map(({ id }) => id);
}

/** Two people turn out to be one. */
export async function mergePeople(db: Handle, kept: number, gone: number): Promise<void> {
  await db.update(conversations).set({ claimedBy: kept }).where(eq(conversations.claimedBy, gone));
  await db.update(mentions).set({ correctedBy: kept }).where(eq(mentions.correctedBy, gone));
}
