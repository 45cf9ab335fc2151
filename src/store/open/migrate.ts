/** Brings the tables up to date. Any number of processes may start at once: one migrates, the others wait for it. */
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as runMigrations } from 'drizzle-orm/node-postgres/migrator';
import type pg from 'pg';
import { refuse } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import type { Pool, PoolClient } from './pool.ts';

/** Any constant: the advisory lock that all Bellwethers on one database share while they migrate, and give rights. */
export const LOCK = 7_245_519;

/** Throws a Refusal when a newer version has migrated it: this one would write what that one does not expect. */
export async function migrate(pool: Pool, migrationsFolder: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('SET statement_timeout = 0');
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    try {
      if ((await waiting(client, migrationsFolder)) === 0) return;
      if (await isRestricted(client)) throw notAllowed();
      await runMigrations(drizzle(client as unknown as pg.PoolClient), { migrationsFolder });
    } finally {
      await client.query('SELECT pg_advisory_unlock($1)', [LOCK]);
      await client.query('RESET statement_timeout');
    }
  } finally {
    client.release();
  }
}

/** How many have not run. Throws where others have, which this version does not know. */
async function waiting(client: PoolClient, migrationsFolder: string): Promise<number> {
  const known = readMigrationFiles({ migrationsFolder }).map((migration) => migration.hash);
  const { rows } = await client.query<{ found: boolean }>(
    `SELECT to_regclass('drizzle.__drizzle_migrations') IS NOT NULL AS found`,
  );
  if (!rows[0]?.found) return Math.max(known.length, 1);
  const ran = await client.query<{ hash: string }>('SELECT hash FROM drizzle.__drizzle_migrations');
  const hashes = new Set(ran.rows.map(({ hash }) => hash));
  if ([...hashes].some((hash) => !known.includes(hash))) throw newer();
  return known.filter((hash) => !hashes.has(hash)).length;
}

/** The user of the bot alone, to whom another user has given rights on the tables. */
async function isRestricted(client: PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>(`
    SELECT EXISTS (SELECT FROM pg_class WHERE oid = to_regclass('drizzle.__drizzle_migrations')
      AND NOT pg_has_role(relowner, 'USAGE')) AS found`);
  return rows[0]?.found ?? false;
}

function newer() {
  return refuse(
    'database.newer',
    'DATABASE_URL',
    t('A newer version of Bellwether has changed this database; this one does not know how to use it.'),
    t('Run the newer version, or restore the backup from before the update.'),
  );
}

function notAllowed() {
  return refuse(
    'database.migrations',
    'DATABASE_MIGRATION_URL',
    t('The tables are of an older version, and the user of DATABASE_URL may not change them.'),
    t('Run `bellwether migrate` with DATABASE_MIGRATION_URL, the user that made them; then start again.'),
  );
}
