/** Brings the tables up to date. Any number of processes may start at once: one migrates, the others wait for it. */
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as runMigrations } from 'drizzle-orm/node-postgres/migrator';
import type pg from 'pg';
import type { Pool } from './pool.ts';

/** Any constant: the advisory lock that all Bellwethers on one database share while they migrate. */
const LOCK = 7_245_519;

export async function migrate(pool: Pool, migrationsFolder: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('SET statement_timeout = 0');
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    try {
      await runMigrations(drizzle(client as unknown as pg.PoolClient), { migrationsFolder });
    } finally {
      await client.query('SELECT pg_advisory_unlock($1)', [LOCK]);
      await client.query('RESET statement_timeout');
    }
  } finally {
    client.release();
  }
}
