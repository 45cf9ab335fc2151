/** A PostgreSQL server through node-postgres. */
import type { Socket } from 'node:net';
import pg from 'pg';
import { type Refusal, refuse } from '../../kit/finding.ts';
import type { Log } from '../../kit/log.ts';
import { t } from '../../kit/t.ts';
import type { Opened } from './embedded.ts';
import { SEARCH_PATH } from './search-path.ts';
import { type ServerFault, serverFault } from './server-fault.ts';
import { shortfalls } from './shortfalls.ts';

const OLDEST = 13;

export interface ServerOptions {
  /** ms after which a statement that is not answered breaks its connection: longer than the server itself waits. */
  silence?: number;
  /** Nothing is written: what a standby and a user with fewer rights allow too. */
  readsOnly?: boolean;
  /** Which variable holds the address, for what is told. */
  variable?: string;
}

/** Throws a Refusal that names the server (never the password) and what it answered. */
export async function openServer(
  databaseUrl: string,
  log: Log,
  max: number,
  {
    silence = SETTINGS.statement_timeout + 5_000,
    readsOnly = false,
    variable = 'DATABASE_URL',
  }: ServerOptions = {},
): Promise<Opened<pg.Pool>> {
  const place = { databaseUrl, variable };
  const pool = poolOf(place, max);
  // Queue and pool listen here as well; a connection that drops while idle is replaced at the next use.
  pool.setMaxListeners(0);
  pool.on('error', (error) => log.warn({ reason: error.message }, 'an idle database connection was lost'));
  // One that is in use tells its query; without a listener its error would end the process.
  pool.on('connect', (client) => {
    client.on('error', () => {});
    breakOnSilence(client, silence);
  });
  try {
    await checkVersion(pool);
  } catch (error) {
    await pool.end();
    throw unreachable(place, error);
  }
  const [lacking] = readsOnly ? [] : await shortfalls((sql) => pool.query(sql));
  if (lacking) {
    await pool.end();
    throw refused(place, lacking);
  }
  return { pool, close: () => pool.end() };
}

/** Files that the address names are read at once, and it is taken apart. */
function poolOf(place: Place, max: number): pg.Pool {
  const { databaseUrl } = place;
  try {
    // A pool reads its address with its first connection only.
    new pg.Client(databaseUrl);
    return new pg.Pool({ connectionString: databaseUrl, max, ...SETTINGS });
  } catch (error) {
    throw unreachable(place, error);
  }
}

const SETTINGS = {
  application_name: 'bellwether',
  options: `-c search_path=${SEARCH_PATH}`,
  keepAlive: true,
  // Without it the system asks an idle connection after two hours.
  keepAliveInitialDelayMillis: 10_000,
  connectionTimeoutMillis: 10_000,
  idleTimeoutMillis: 30_000,
  statement_timeout: 30_000,
  idle_in_transaction_session_timeout: 60_000,
} satisfies pg.PoolConfig;

/**
 * A server that vanished without a word answers nothing: what waits for it would wait until the system gives the
 * connection up, a quarter of an hour or more. Here it breaks as if it had been reset. node-postgres' `query_timeout`
 * is not enough: it refuses the statement and leaves the connection busy, for a ROLLBACK or whoever gets it next.
 * Who lifts the server's own limit, to migrate, lifts this one with it.
 */
function breakOnSilence(client: pg.PoolClient, silence: number): void {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  const ask = client.query as (...input: unknown[]) => unknown;
  let isBusy = false;
  let isLimited = true;
  client.query = ((...input: unknown[]) => {
    isBusy = true;
    const limit = /^(re)?set statement_timeout/i.exec(textOf(input[0]));
    if (limit) isLimited = limit[1] !== undefined;
    return ask.apply(client, input);
  }) as typeof client.query;
  client.on('drain', () => {
    isBusy = false;
  });
  stream.setTimeout(silence).on('timeout', () => {
    if (isBusy && isLimited) stream.destroy(noAnswer(silence / 1_000));
  });
}

function noAnswer(span: number): Error {
  return Object.assign(new Error(t('no answer for {span} s', { span })), { code: 'ETIMEDOUT' });
}

function textOf(query: unknown): string {
  return typeof query === 'string' ? query : ((query as { text?: string }).text ?? '');
}

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

interface Place {
  databaseUrl: string;
  variable: string;
}

function unreachable(place: Place, error: unknown): Refusal {
  return refused(place, serverFault(error));
}

function refused({ databaseUrl, variable }: Place, { reason, remedy }: ServerFault): Refusal {
  const message = t('Cannot use PostgreSQL at {place}: {reason}.', { place: placeOf(databaseUrl), reason });
  const otherwise = t(
    'Start the server or correct DATABASE_URL, for example postgres://user:password@localhost:5432/bellwether.',
  );
  // What is told of a server speaks of the one variable that most teams have.
  const told = [message, remedy ?? otherwise].map((text) => text.replaceAll('DATABASE_URL', variable));
  return refuse('database.unreachable', variable, told[0] ?? '', told[1] ?? '');
}

function placeOf(databaseUrl: string): string {
  try {
    const url = new URL(databaseUrl);
    return `${url.hostname || url.searchParams.get('host') || 'localhost'}:${url.port || 5432}${url.pathname}`;
  } catch {
    return t('the given address, which is not a URL');
  }
}
