/** PostgreSQL with two users: one makes the tables, the bot works as the other, who cannot change the audit log. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { readEnvironment } from '../../config/env.ts';
import { checkDatabase } from '../../src/cli/verbs/doctor/database.ts';
import { systemClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import { createQueue } from '../../src/queue/bullmq.ts';
import * as audit from '../../src/store/audit.ts';
import { openDatabase } from '../../src/store/open/open-database.ts';
import { here } from '../cli/shell.ts';
import { createDatabase } from './services.ts';

const log = createLog('silent');
let dataDir = '';
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'bellwether-'));
});
afterAll(() => rm(dataDir, { recursive: true }));

/** As docs/operating.md says. Superusers look past every right, so neither of the two is one. */
async function twoUsers() {
  const admin = new URL(await createDatabase(inject('postgresUrl')));
  const database = admin.pathname.slice(1);
  const [owner, bot] = [`owner_${database.slice(5, 15)}`, `bot_${database.slice(5, 15)}`];
  await ask(
    admin.href,
    `CREATE ROLE ${owner} LOGIN`,
    `CREATE ROLE ${bot} LOGIN`,
    `GRANT ${bot} TO ${owner}`,
    `ALTER DATABASE ${database} OWNER TO ${owner}`,
    `GRANT USAGE, CREATE ON SCHEMA public TO ${owner}`,
  );
  const as = (username: string) => Object.assign(new URL(admin), { username }).href;
  return { admin: admin.href, databaseUrl: as(bot), migrationUrl: as(owner), bot };
}

async function ask(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

const environmentOf = (urls: { databaseUrl: string; migrationUrl?: string }) => ({
  DATABASE_URL: urls.databaseUrl,
  SECRET_KEY: 'ab'.repeat(32),
  ...(urls.migrationUrl ? { DATABASE_MIGRATION_URL: urls.migrationUrl } : {}),
});

async function diagnosed(urls: { databaseUrl: string; migrationUrl?: string }): Promise<string> {
  const environment = readEnvironment(environmentOf(urls));
  const results = await checkDatabase({ environment, networks: new Map() });
  return results.map((one) => `${one.state}: ${one.what}`).join('\n');
}

test('the bot’s user works with all tables and the queue, and changes nothing of the audit log', async () => {
  const { databaseUrl, migrationUrl, bot } = await twoUsers();
  const { database, pool, close } = await openDatabase({ databaseUrl, migrationUrl, dataDir, log });
  const queue = await createQueue({ pool, clock: systemClock, log });
  await queue.add('post-due', {});
  await queue.stop(1_000);
  await database.transaction((transaction) =>
    audit.append(transaction, { kind: 'post.cancelled', at: '2026-11-25T09:00:00.000Z', post: 1 }),
  );
  expect((await audit.head(database)).sequence).toBe(1);
  for (const statement of [
    `update audit set entry = ''`,
    'delete from audit',
    'truncate audit',
    `update audit_head set sequence = 0`,
    'alter table audit disable trigger user',
    'drop function append_audit(text[])',
  ])
    await expect(pool.query(statement), statement).rejects.toMatchObject({ code: '42501' });
  await close();
  const said = await diagnosed({ databaseUrl, migrationUrl });
  expect(said).toContain(`right: Database: ${bot} adds to the audit log and cannot change it.`);
  expect(said).not.toContain('wrong');
});

test('once migrated, the bot starts without knowing the other user', async () => {
  const { databaseUrl, migrationUrl } = await twoUsers();
  const migrated = await here(['migrate'], environmentOf({ databaseUrl, migrationUrl }));
  expect(migrated).toMatchObject({ code: 0, output: 'The tables are up to date.\n' });
  await (await openDatabase({ databaseUrl, dataDir, log })).close();
  expect(await diagnosed({ databaseUrl })).not.toContain('wrong');
});

test('tables of an older version are told with the remedy, and left as they are', async () => {
  const { databaseUrl, migrationUrl } = await twoUsers();
  await (await openDatabase({ databaseUrl, migrationUrl, dataDir, log })).close();
  await ask(
    migrationUrl,
    'DELETE FROM drizzle.__drizzle_migrations WHERE created_at = (SELECT max(created_at) FROM drizzle.__drizzle_migrations)',
  );
  await expect(openDatabase({ databaseUrl, dataDir, log })).rejects.toMatchObject({
    findings: [{ id: 'database.migrations', remedy: expect.stringContaining('bellwether migrate') }],
  });
  expect(await diagnosed({ databaseUrl })).toContain('wrong: Database: its tables are older.');
});

test('a database that one user had alone is taken over, the queue’s tables too', async () => {
  const { databaseUrl, migrationUrl } = await twoUsers();
  const alone = await openDatabase({ databaseUrl: migrationUrl, dataDir, log });
  await (await createQueue({ pool: alone.pool, clock: systemClock, log })).stop(1_000);
  await alone.close();
  const { pool, close } = await openDatabase({ databaseUrl, migrationUrl, dataDir, log });
  const queue = await createQueue({ pool, clock: systemClock, log });
  await queue.add('post-due', {});
  await queue.stop(1_000);
  await pool.query('ALTER TABLE bullmq.job SET (fillfactor = 90)');
  await close();
});

test('one user alone still works, and the doctor says what that means', async () => {
  const { migrationUrl } = await twoUsers();
  await (await openDatabase({ databaseUrl: migrationUrl, dataDir, log })).close();
  expect(await diagnosed({ databaseUrl: migrationUrl })).toMatch(
    /off: Database: .* could change the audit log/,
  );
});

test('where the bot’s user owns the tables all the same, the doctor calls it wrong', async () => {
  const { admin, databaseUrl, migrationUrl, bot } = await twoUsers();
  await (await openDatabase({ databaseUrl, migrationUrl, dataDir, log })).close();
  await ask(admin, `GRANT UPDATE ON audit TO ${bot}`);
  expect(await diagnosed({ databaseUrl, migrationUrl })).toContain('wrong: Database:');
});

test('one user in both variables is refused before anything is changed, whoever made the tables', async () => {
  const { admin, migrationUrl: url } = await twoUsers();
  const same = { findings: [{ id: 'database.same_user', field: 'DATABASE_MIGRATION_URL' }] };
  await expect(openDatabase({ databaseUrl: url, migrationUrl: url, dataDir, log })).rejects.toMatchObject(
    same,
  );
  const { database, close } = await openDatabase({ databaseUrl: url, dataDir, log });
  for (const migrationUrl of [url, admin])
    await expect(openDatabase({ databaseUrl: url, migrationUrl, dataDir, log })).rejects.toMatchObject(same);
  await database.transaction((transaction) =>
    audit.append(transaction, { kind: 'post.cancelled', at: '2026-11-25T09:00:00.000Z', post: 1 }),
  );
  expect((await audit.head(database)).sequence).toBe(1);
  await close();
});

test('several processes start at once with both users after an update', async () => {
  const { databaseUrl, migrationUrl } = await twoUsers();
  const alone = await openDatabase({ databaseUrl: migrationUrl, dataDir, log });
  await alone.close();
  const all = Array.from({ length: 4 }, () => openDatabase({ databaseUrl, migrationUrl, dataDir, log }));
  for (const { close } of await Promise.all(all)) await close();
});
