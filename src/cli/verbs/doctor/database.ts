/** The database: reachable, its tables up to date, its clock near ours. Embedded: whether the folder can be written. */
import { constants } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import { packageRoot } from '../../../kit/root.ts';
import { t } from '../../../kit/t.ts';
import { serverFault } from '../../../store/open/server-fault.ts';
import { shortfalls } from '../../../store/open/shortfalls.ts';
import { type Check, PATIENCE, type Result, reasonOf, right, wrong } from './check.ts';
import { checkUser } from './database-user.ts';

export const checkDatabase: Check = ({ environment }) =>
  environment.databaseUrl
    ? checkServer(environment.databaseUrl, environment.migrationUrl)
    : checkFolder(environment.dataDir);

async function checkFolder(folder: string): Promise<Result[]> {
  try {
    await access(await nearestExisting(resolve(folder)), constants.W_OK);
    return [right(t('Database: embedded, in {folder}.', { folder }))];
  } catch {
    const what = t('Database: {folder} cannot be written.', { folder });
    return [wrong(what, t('Give this user the right to write there, or set DATA_DIR to another folder.'))];
  }
}

async function nearestExisting(folder: string): Promise<string> {
  try {
    await access(folder);
    return folder;
  } catch {
    const parent = dirname(folder);
    return parent === folder ? folder : nearestExisting(parent);
  }
}

/** `migrationUrl`: the user that makes the tables, where that is another one. */
async function checkServer(url: string, migrationUrl?: string): Promise<Result[]> {
  const asOwner = migrationUrl
    ? await connected(migrationUrl, 'DATABASE_MIGRATION_URL', async (client) => [
        ...(await checkNeeds(client)),
        await checkMigrations(client),
      ])
    : [];
  const asBot = await connected(url, 'DATABASE_URL', async (client) => {
    const lacking = migrationUrl ? [] : await checkNeeds(client);
    const found = [await reached(client), ...lacking];
    // What may not be read cannot be looked at.
    if (lacking.length === 0 && !migrationUrl) found.push(await checkMigrations(client));
    return [...found, ...(await checkUser(client, migrationUrl !== undefined)), await checkClock(client)];
  });
  return [...asBot, ...asOwner];
}

async function connected(
  url: string,
  variable: string,
  look: (client: pg.Client) => Promise<Result[]>,
): Promise<Result[]> {
  let client: pg.Client | undefined;
  try {
    client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: PATIENCE,
      query_timeout: PATIENCE,
    });
    client.on('error', () => {});
    await client.connect();
    return await look(client);
  } catch (error) {
    const { reason, remedy } = serverFault(error);
    const told = remedy ? reason : reasonOf(error);
    const otherwise = t('Check that PostgreSQL runs, and host, name and password in DATABASE_URL.');
    const what = t('Database: no connection ({reason}).', { reason: told });
    return [wrong(what, (remedy ?? otherwise).replaceAll('DATABASE_URL', variable))];
  } finally {
    await client?.end().catch(() => {});
  }
}

/** Its encoding, and the rights that the tables need. */
async function checkNeeds(client: pg.Client): Promise<Result[]> {
  const lacking = await shortfalls((sql) => client.query(sql));
  return lacking.map(({ reason, remedy }) => wrong(t('Database: {reason}.', { reason }), remedy));
}

const OLDEST_SERVER = 13;

async function reached(client: pg.Client): Promise<Result> {
  const { rows } = await client.query<{ server_version: string }>('show server_version');
  const version = rows[0]?.server_version ?? '';
  if (Number.parseInt(version, 10) >= OLDEST_SERVER)
    return right(t('Database: PostgreSQL {version}.', { version }));
  return wrong(
    t('Database: PostgreSQL is {version}.', { version }),
    t('It must be {oldest} or newer.', { oldest: OLDEST_SERVER }),
  );
}

/** The start brings the tables up to date itself, so that older ones are no fault; newer ones are. */
async function checkMigrations(client: pg.Client): Promise<Result> {
  const ours = await ownMigrations();
  const applied = await lastMigration(client);
  const waiting = ours.filter((made) => made > applied).length;
  if (waiting > 0) {
    if (await isForeign(client))
      return wrong(t('Database: its tables are older.'), t('Run: bellwether migrate'));
    return right(
      t(
        'Database: {waiting, plural, one {# migration waits} other {# migrations wait}}; the next start runs them.',
        { waiting },
      ),
    );
  }
  if (applied <= (ours.at(-1) ?? 0)) return right(t('Database: its tables are up to date.'));
  return wrong(t('Database: its tables are from a newer Bellwether.'), t('Install that version here too.'));
}

/** Another user makes the tables. */
async function isForeign(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>(`
    select exists (select from pg_class where oid = to_regclass('drizzle.__drizzle_migrations')
      and not pg_has_role(relowner, 'USAGE')) as found`);
  return rows[0]?.found ?? false;
}

/** When each was made, epoch ms: what drizzle writes down as applied. */
async function ownMigrations(): Promise<number[]> {
  const path = join(packageRoot(), 'src/store/migrations/meta/_journal.json');
  const { entries } = journal.parse(JSON.parse(await readFile(path, 'utf8')));
  return entries.map(({ when }) => when);
}

const journal = z.object({ entries: z.array(z.object({ when: z.number() })) });

async function lastMigration(client: pg.Client): Promise<number> {
  const table = 'drizzle.__drizzle_migrations';
  const known = await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [
    table,
  ]);
  if (!known.rows[0]?.there) return 0;
  const { rows } = await client.query<{ last: string | null }>(
    `select max(created_at) as last from ${table}`,
  );
  return Number(rows[0]?.last ?? 0);
}

/** Ms. Leases and due times are compared across machines. */
const MOST_DRIFT = 2000;

async function checkClock(client: pg.Client): Promise<Result> {
  const before = Date.now();
  const { rows } = await client.query<{ now: string }>(
    'select extract(epoch from clock_timestamp()) * 1000 as now',
  );
  const middle = (before + Date.now()) / 2;
  const difference = Math.round(Number(rows[0]?.now) - middle);
  if (Math.abs(difference) <= MOST_DRIFT) {
    return right(t("Clock: {difference} ms from the database's.", { difference }));
  }
  const what = t("Clock: {seconds} s from the database's.", { seconds: Math.round(difference / 1000) });
  return wrong(what, t('Let both machines set their clocks by NTP.'));
}
