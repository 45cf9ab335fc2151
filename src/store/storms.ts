/** Storms: conversations that share a card since many came at once. */
import { and, asc, desc, eq, inArray, lt, sql } from 'drizzle-orm';
import type { Handle, Transaction } from './database.ts';
import { conversations, mentions } from './schema/mentions.ts';
import { stormLevels, storms } from './schema/storms.ts';

export type StoredStorm = typeof storms.$inferSelect;
export type StoredLevel = typeof stormLevels.$inferSelect;

/** Theirs alone until the end of the transaction. Taken in one order, so that two never wait in a circle. */
export async function hold(transaction: Transaction, keys: string[], now: number): Promise<StoredLevel[]> {
  if (keys.length === 0) return [];
  const rows = [...new Set(keys)].sort().map((key) => ({ key, level: 0, at: new Date(now) }));
  await transaction.insert(stormLevels).values(rows).onConflictDoNothing();
  return transaction
    .select()
    .from(stormLevels)
    .where(inArray(stormLevels.key, keys))
    .orderBy(asc(stormLevels.key))
    .for('update');
}

/** Those that are held. */
export async function keep(transaction: Transaction, levels: StoredLevel[]): Promise<void> {
  if (levels.length === 0) return;
  await transaction
    .insert(stormLevels)
    .values(levels)
    .onConflictDoUpdate({
      target: stormLevels.key,
      set: { level: sql`excluded.level`, at: sql`excluded.at`, stormId: sql`excluded.storm_id` },
    });
}

export async function begin(
  transaction: Transaction,
  storm: Pick<StoredStorm, 'kind' | 'name'>,
  now: number,
): Promise<number> {
  const [begun] = await transaction
    .insert(storms)
    .values({ ...storm, beganAt: new Date(now) })
    .returning({ id: storms.id });
  if (!begun) throw new Error('A storm was not kept.');
  return begun.id;
}

export async function fold(transaction: Transaction, conversationId: number, stormId: number): Promise<void> {
  await transaction.update(conversations).set({ stormId }).where(eq(conversations.id, conversationId));
}

export async function find(db: Handle, id: number): Promise<StoredStorm | undefined> {
  return (await db.select().from(storms).where(eq(storms.id, id)))[0];
}

export interface StormCounts {
  conversations: number;
  /** Nobody has answered or dismissed them. */
  waiting: number;
  negative: number;
}

/** Of what is public in it. */
export async function counts(db: Handle, id: number): Promise<StormCounts> {
  const [found] = await db
    .select({
      conversations: sql<number>`count(distinct ${conversations.id})::int`,
      waiting: sql<number>`(count(distinct ${conversations.id}) filter (where ${conversations.state} in ('new', 'claimed')))::int`,
      negative: sql<number>`(count(distinct ${conversations.id}) filter (where coalesce(${mentions.correctedTo}, ${mentions.label}) = 'negative'))::int`,
    })
    .from(conversations)
    .innerJoin(mentions, eq(mentions.conversationId, conversations.id))
    .where(isShownIn(id));
  return found ?? { conversations: 0, waiting: 0, negative: 0 };
}

/** The newest mentions in it that everybody may read, the newest first. */
export async function newest(db: Handle, id: number, most: number) {
  const rows = await db
    .select({ mention: mentions })
    .from(mentions)
    .innerJoin(conversations, eq(conversations.id, mentions.conversationId))
    .where(isShownIn(id))
    .orderBy(desc(mentions.id))
    .limit(most);
  return rows.map(({ mention }) => mention);
}

function isShownIn(id: number) {
  return and(eq(conversations.stormId, id), inArray(mentions.audience, ['public', 'unlisted']));
}

/** Levels that nobody raised since then, and storms whose conversations are not kept any more: they hold words of theirs. */
export async function forget(db: Handle, before: Date): Promise<void> {
  await db.delete(stormLevels).where(lt(stormLevels.at, before));
  await db.execute(sql`
    delete from storms where began_at < ${before.toISOString()}
      and not exists (select 1 from conversations where conversations.storm_id = storms.id)
      and not exists (select 1 from storm_levels where storm_levels.storm_id = storms.id)`);
}
