/** PostgreSQL servers that are there and cannot be used: each is told as what it is, at the start and by the doctor. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { readEnvironment } from '../../config/env.ts';
import { checkDatabase } from '../../src/cli/verbs/doctor/database.ts';
import { createLog } from '../../src/kit/log.ts';
import { openDatabase } from '../../src/store/open/open-database.ts';
import { createDatabase, makePostgres, type Service } from './services.ts';

const log = createLog('silent');
let dataDir: string;
let secured: Service;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'bellwether-'));
  secured = await makePostgres({ tls: true });
  await secured.start();
});
afterAll(async () => {
  await secured?.remove();
  await rm(dataDir, { recursive: true });
});

test('a user without the rights that the tables need, with the words that grant them', async () => {
  const url = new URL(await createDatabase(inject('postgresUrl')));
  const [user, database] = [`u_${url.pathname.slice(6, 20)}`, url.pathname.slice(1)];
  await ask(url.href, `CREATE ROLE ${user} LOGIN`, 'REVOKE ALL ON SCHEMA public FROM PUBLIC');
  const theirs = Object.assign(new URL(url), { username: user }).href;
  const told = await toldOf(theirs);
  expect(told).toContain(`its user ${user} may not make the tables`);
  const grants = [
    `GRANT CREATE ON DATABASE ${database} TO ${user};`,
    `GRANT USAGE, CREATE ON SCHEMA public TO ${user};`,
  ];
  expect(told).toContain(grants.join(' '));
  await ask(url.href, ...grants);
  await (await openDatabase({ databaseUrl: theirs, dataDir, log })).close();
  expect(await diagnosed(theirs)).not.toContain('✗');
});

test('a database that is not in UTF-8', async () => {
  const url = new URL(await createDatabase(inject('postgresUrl')));
  const name = `${url.pathname.slice(1)}_latin`;
  await ask(
    url.href,
    `CREATE DATABASE ${name} ENCODING 'LATIN1' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'`,
  );
  url.pathname = `/${name}`;
  expect(await toldOf(url.href)).toMatch(
    /its encoding is LATIN1.*CREATE DATABASE bellwether ENCODING 'UTF8'/,
  );
});

test('a database that takes no writes, which who only reads can use', async () => {
  const url = await createDatabase(inject('postgresUrl'));
  const name = new URL(url).pathname.slice(1);
  await ask(url, `ALTER DATABASE ${name} SET default_transaction_read_only = on`);
  expect(await toldOf(url)).toContain(`ALTER DATABASE ${name} RESET default_transaction_read_only;`);
  const reading = await openDatabase({ databaseUrl: url, dataDir, log, migrate: false });
  expect(await reading.fault()).toBeUndefined();
  await reading.close();
});

test('a database without the schema public', async () => {
  const url = await createDatabase(inject('postgresUrl'));
  await ask(url, 'DROP SCHEMA public');
  expect(await toldOf(url)).toMatch(/has no schema "public".*CREATE SCHEMA public AUTHORIZATION postgres;/);
  await ask(url, 'CREATE SCHEMA public AUTHORIZATION postgres');
  await (await openDatabase({ databaseUrl: url, dataDir, log })).close();
});

test('tables that another user made', async () => {
  const url = new URL(await createDatabase(inject('postgresUrl')));
  const [user, database] = [`o_${url.pathname.slice(6, 20)}`, url.pathname.slice(1)];
  await (await openDatabase({ databaseUrl: url.href, dataDir, log })).close();
  await ask(
    url.href,
    `CREATE ROLE ${user} LOGIN`,
    `GRANT CREATE ON DATABASE ${database} TO ${user}`,
    `GRANT USAGE, CREATE ON SCHEMA public, drizzle TO ${user}`,
  );
  const theirs = Object.assign(new URL(url), { username: user }).href;
  expect(await toldOf(theirs)).toContain(`its tables belong to postgres, and not to its user ${user}`);
});

test('a user who may not connect', async () => {
  const url = new URL(await createDatabase(inject('postgresUrl')));
  const [user, database] = [`c_${url.pathname.slice(6, 20)}`, url.pathname.slice(1)];
  await ask(url.href, `CREATE ROLE ${user} LOGIN`, `REVOKE CONNECT ON DATABASE ${database} FROM PUBLIC`);
  const theirs = Object.assign(new URL(url), { username: user }).href;
  expect(await toldOf(theirs)).toMatch(/may not connect to the database test_.*GRANT CONNECT ON DATABASE/);
});

test('a server without TLS where TLS is asked for', async () => {
  const url = await createDatabase(inject('postgresUrl'));
  expect(await toldOf(`${url}?sslmode=verify-full`)).toMatch(
    /does not speak TLS, which DATABASE_URL asks for/,
  );
});

test('a certificate that nobody here knows, and a file that is not there', async () => {
  const url = `${secured.url.replace('127.0.0.1', 'localhost')}?sslmode=verify-full`;
  expect(await toldOf(url)).toMatch(/its certificate is signed by itself, and not known here.*sslrootcert=/);
  expect(await toldOf(`${url}&sslrootcert=/nowhere/ca.pem`)).toMatch(/no file \/nowhere\/ca\.pem/);
});

/** The same at the start and by the doctor. */
async function toldOf(databaseUrl: string): Promise<string> {
  const error = await openDatabase({ databaseUrl, dataDir, log }).catch((thrown: unknown) => thrown);
  const [finding] = (error as { findings: { message: string; remedy: string }[] }).findings;
  const said = await diagnosed(databaseUrl);
  expect(said).toContain(finding?.remedy);
  return `${finding?.message} ${finding?.remedy}`;
}

async function diagnosed(databaseUrl: string): Promise<string> {
  const environment = readEnvironment({ DATABASE_URL: databaseUrl, SECRET_KEY: 'ab'.repeat(32) });
  const results = await checkDatabase({ environment, networks: new Map() });
  return results.map((one) => (one.state === 'wrong' ? `✗ ${one.what} ${one.remedy}` : one.what)).join('\n');
}

async function ask(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}
