import { sql } from 'drizzle-orm';
import type { Database } from '../../src/store/database.ts';

/**
 * What the dead held is free when their leases are over: here at once. PostgreSQL goes on with the last statement of a dead
 * worker for a moment, and may choose ours where the two wait for each other.
 */
export async function freeLeases(database: Database): Promise<void> {
  for (const table of ['outbox', 'alarms']) await free(database, table);
}

async function free(database: Database, table: string): Promise<void> {
  try {
    await database.execute(sql.raw(`update ${table} set lease_until = null where lease_until is not null`));
  } catch (error) {
    if ((error as { cause?: { code?: string } }).cause?.code !== DEADLOCK) throw error;
    await free(database, table);
  }
}

const DEADLOCK = '40P01';
