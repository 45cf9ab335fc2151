/** Sessions on networks, one per target; sealed before they come here. */
import { eq, sql } from 'drizzle-orm';
import type { Handle } from './database.ts';
import { sessions } from './schema/sessions.ts';

export async function load(db: Handle, target: string): Promise<string | undefined> {
  const [found] = await db
    .select({ sealed: sessions.sealed })
    .from(sessions)
    .where(eq(sessions.target, target));
  return found?.sealed;
}

export async function save(db: Handle, target: string, sealed: string): Promise<void> {
  await db
    .insert(sessions)
    .values({ target, sealed })
    .onConflictDoUpdate({ target: sessions.target, set: { sealed, updatedAt: sql`now()` } });
}
