/** A PostgreSQL server through node-postgres. */
import pg from 'pg';
import { refuse } from '../../kit/finding.ts';
import type { Log } from '../../kit/log.ts';
import { t } from '../../kit/t.ts';
import type { Opened } from './embedded.ts';
import { SEARCH_PATH } from './search-path.ts';

const OLDEST = 13;

/** Throws a Refusal that names the server (never the password) and what it answered. */
export async function openServer(databaseUrl: string, log: Log, max: number): Promise<Opened<pg.Pool>> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max, ...SETTINGS });
  // Queue and pool listen here as well; a connection that drops while idle is replaced at the next use.
  pool.setMaxListeners(0);
  pool.on('error', (error) => log.warn({ reason: error.message }, 'an idle database connection was lost'));
  // One that is in use tells its query; without a listener its error would end the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  try {
    await checkVersion(pool);
  } catch (error) {
    await pool.end();
    throw unreachable(databaseUrl, error);
  }
  return { pool, close: () => pool.end() };
}

const SETTINGS = {
  application_name: 'bellwether',
  options: `-c search_path=${SEARCH_PATH}`,
  keepAlive: true,
  connectionTimeoutMillis: 10_000,
  idleTimeoutMillis: 30_000,
  statement_timeout: 30_000,
  idle_in_transaction_session_timeout: 60_000,
} satisfies pg.PoolConfig;

async function checkVersion(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ version: number }>(
    `SELECT current_setting('server_version_num')::int / 10000 AS version`,
  );
  const version = rows[0]?.version ?? 0;
  if (version < OLDEST)
    throw new Error(
      t('it is PostgreSQL {version}, and {oldest} or newer is needed', { version, oldest: OLDEST }),
    );
}

function unreachable(databaseUrl: string, error: unknown) {
  return refuse(
    'database.unreachable',
    'DATABASE_URL',
    t('Cannot use PostgreSQL at {place}: {reason}.', {
      place: placeOf(databaseUrl),
      reason: reasonOf(error),
    }),
    t(
      'Start the server or correct DATABASE_URL, for example postgres://user:password@localhost:5432/bellwether.',
    ),
  );
}

function placeOf(databaseUrl: string): string {
  try {
    const url = new URL(databaseUrl);
    return `${url.hostname || 'localhost'}:${url.port || 5432}${url.pathname}`;
  } catch {
    return t('the given address, which is not a URL');
  }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  const known = REASONS[code ?? ''];
  return known ? t(known) : (message ?? String(error));
}

const REASONS: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'no such host',
  ETIMEDOUT: 'no answer',
  '28P01': 'it refused the user name or the password',
  '28000': 'it refused the user name or the password',
  '3D000': 'it has no database of that name',
  '57P03': 'it is just starting or stopping',
};
