/** Sessions on networks, one per target; sealed before they come here. */
import { and, eq, sql } from 'drizzle-orm';
import type { Handle } from './database.ts';
import { sessions } from './schema/sessions.ts';

export async function load(db: Handle, target: string): Promise<string | undefined> {
  const [found] = await db
    .select({ sealed: sessions.sealed })
    .from(sessions)
    .where(eq(sessions.target, target));
  return found?.sealed;
}

export async function all(db: Handle): Promise<{ target: string; sealed: string }[]> {
  return db.select({ target: sessions.target, sealed: sessions.sealed }).from(sessions);
}

/** Unless somebody has saved another meanwhile. */
export async function replace(db: Handle, target: string, before: string, after: string): Promise<void> {
  await db
    .update(sessions)
    .set({ sealed: after })
    .where(and(eq(sessions.target, target), eq(sessions.sealed, before)));
}

export async function save(db: Handle, target: string, sealed: string): Promise<void> {
  await db
    .insert(sessions)
    .values({ target, sealed })
    .onConflictDoUpdate({ target: sessions.target, set: { sealed, updatedAt: sql`now()` } });
}
