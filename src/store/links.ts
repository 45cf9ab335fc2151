/** What was said of two identities that may be one person's. */
import { and, eq, gt, inArray, or, sql } from 'drizzle-orm';
import type { Identity } from '../chat/chat.ts';
import type { Handle } from './database.ts';
import { type LinkState, links } from './schema/links.ts';

export type StoredLink = typeof links.$inferSelect;
export type NewLink = typeof links.$inferInsert;
export type { LinkState };

export async function insert(db: Handle, link: NewLink): Promise<StoredLink> {
  const [made] = await db.insert(links).values(link).returning();
  if (!made) throw new Error('The link was not stored.');
  return made;
}

export async function find(db: Handle, id: number): Promise<StoredLink | undefined> {
  const [found] = await db.select().from(links).where(eq(links.id, id));
  return found;
}

export async function findForUpdate(db: Handle, id: number): Promise<StoredLink | undefined> {
  const [found] = await db.select().from(links).where(eq(links.id, id)).for('update');
  return found;
}

export async function isTaken(db: Handle, codeHash: string): Promise<boolean> {
  return (await db.select({ id: links.id }).from(links).where(eq(links.codeHash, codeHash))).length > 0;
}

/** The newest that waits for one of its sides and is about this identity. */
export async function openOf(
  db: Handle,
  { chat, user }: Identity,
  now: Date,
): Promise<StoredLink | undefined> {
  const theirs = or(
    and(eq(links.askerChat, chat), eq(links.askerUser, user)),
    and(eq(links.takerChat, chat), eq(links.takerUser, user)),
  );
  const isOpen = and(inArray(links.state, ['open']), gt(links.until, now));
  const [found] = await db
    .select()
    .from(links)
    .where(and(theirs, isOpen))
    .orderBy(sql`${links.id} desc`)
    .limit(1);
  return found;
}

export async function update(
  db: Handle,
  id: number,
  change: Partial<Pick<StoredLink, 'askerAgreed' | 'takerAgreed' | 'state' | 'until'>>,
): Promise<void> {
  await db.update(links).set(change).where(eq(links.id, id));
}
