/** The numbers by which people call things: post 12, case 3, crisis 1. */
import { type SQL, sql } from 'drizzle-orm';
import type { Handle } from './database.ts';

/** Nothing in them is ever deleted, so the number after the last one was given to nobody. */
const NUMBERED = ['posts', 'cases', 'crises'];

/**
 * After a crash a database goes on counting up to 32 further on, which people would see in the numbers. For whoever is
 * alone on it, before anything is written: the next one gets the number after the last one.
 */
export async function countOn(db: Handle): Promise<void> {
  for (const table of NUMBERED) await db.execute(nextAfterLast(table));
}

function nextAfterLast(table: string): SQL {
  return sql`
    select setval(pg_get_serial_sequence(${table}, 'id'), coalesce(max(id), 1), max(id) is not null)
    from ${sql.identifier(table)}`;
}
