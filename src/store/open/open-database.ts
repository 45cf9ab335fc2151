/**
 * Opens the database, migrated and ready: a PostgreSQL server when a URL is given, else PGlite in the data folder.
 * Store and queue see the same pool and the same dialect on both.
 */
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import type { Log } from '../../kit/log.ts';
import { packageRoot } from '../../kit/root.ts';
import { t } from '../../kit/t.ts';
import type { Database } from '../database.ts';
import { openEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';
import type { Pool } from './pool.ts';
import { actAsRole, requireOther, restrict } from './restrict.ts';
import { openServer } from './server.ts';
import { transactionsOf } from './transactions.ts';

export interface OpenOptions {
  /** `postgres://…`; without it, PGlite in `dataDir`. */
  databaseUrl?: string;
  /** The same database as a user who makes the tables; without it, the user of `databaseUrl` makes them. */
  migrationUrl?: string;
  dataDir: string;
  /** Embedded: forgets what is there, once it is surely ours. */
  startEmpty?: boolean;
  log: Log;
  /** Connections to a server, at most. */
  maxConnections?: number;
  /** False leaves the tables as they are: for who only reads. */
  migrate?: boolean;
  /** Where the migrations lie; the project's own by default. */
  migrationsFolder?: string;
}

export interface OpenDatabase {
  database: Database;
  pool: Pool;
  /** Undefined when it answers, else the reason in words. */
  fault(): Promise<string | undefined>;
  close(): Promise<void>;
}

/** Throws a Refusal when the server cannot be used, or when another process uses the folder. */
export async function openDatabase(options: OpenOptions): Promise<OpenDatabase> {
  const { pool, close } = await open(options);
  try {
    if (options.migrate !== false) await bringUpToDate(pool, options);
  } catch (error) {
    await close();
    throw error;
  }
  const database: Database = drizzle(pool as unknown as pg.Pool);
  database.transaction = transactionsOf(pool);
  return { database, pool, close, fault: () => faultOf(pool) };
}

/** Of the two users of a server, the one that makes the tables is let go of at once. */
async function bringUpToDate(pool: Pool, options: OpenOptions): Promise<void> {
  const { databaseUrl, migrationUrl, log } = options;
  const folder = options.migrationsFolder ?? join(packageRoot(), 'src/store/migrations');
  if (databaseUrl && migrationUrl) {
    const owner = await openServer(migrationUrl, log, 2, { variable: 'DATABASE_MIGRATION_URL' });
    try {
      const user = await userOf(pool);
      await requireOther(owner.pool, user);
      await migrate(owner.pool, folder);
      await restrict(owner.pool, user);
    } finally {
      await owner.close();
    }
  }
  // Where another user has migrated, this only makes sure that it was this database.
  await migrate(pool, folder);
  if (!databaseUrl) await actAsRole(pool);
}

async function userOf(pool: Pool): Promise<string> {
  const { rows } = await pool.query<{ name: string }>('SELECT current_user AS name');
  return rows[0]?.name ?? '';
}

function open({
  databaseUrl,
  migrationUrl,
  dataDir,
  startEmpty = false,
  log,
  maxConnections = 12,
  migrate: writes,
}: OpenOptions) {
  return databaseUrl
    ? openServer(databaseUrl, log, maxConnections, {
        readsOnly: writes === false || migrationUrl !== undefined,
      })
    : openEmbedded(dataDir, log, startEmpty);
}

const ANSWER_WITHIN = 3_000;

async function faultOf(pool: Pool): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<string>((resolve) => {
    timer = setTimeout(
      () => resolve(t('The database has not answered for {span} s.', { span: ANSWER_WITHIN / 1000 })),
      ANSWER_WITHIN,
    );
  });
  const answer = pool.query('SELECT 1').then(
    () => undefined,
    (error: Error) => t('The database does not answer: {reason}', { reason: error.message || error.name }),
  );
  return Promise.race([answer, silence]).finally(() => clearTimeout(timer));
}
