/** The database contract on a PostgreSQL server, and what only a server can do. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, inject, test } from 'vitest';
import { createLog } from '../../src/kit/log.ts';
import { openDatabase } from '../../src/store/open/open-database.ts';
import { databaseContract, MIGRATIONS } from '../contract/database.ts';
import { writeMigrations } from '../contract/migrations.ts';
import { createDatabase, makePostgres } from './services.ts';

const log = createLog('silent');
const folders: string[] = [];

afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

databaseContract('PostgreSQL', async () => {
  const place = await preparePlace();
  const opened = await openDatabase(place);
  return {
    opened,
    migrationsFolder: place.migrationsFolder,
    stop: opened.close,
  };
});

async function preparePlace(databaseUrl?: string) {
  const dataDir = await mkdtemp(join(tmpdir(), 'bellwether-'));
  folders.push(dataDir);
  const migrationsFolder = join(dataDir, 'migrations');
  await writeMigrations(migrationsFolder, MIGRATIONS);
  return {
    databaseUrl: databaseUrl ?? (await createDatabase(inject('postgresUrl'))),
    dataDir,
    migrationsFolder,
    log,
  };
}

test('many processes may start on an empty database at once', async () => {
  const place = await preparePlace();
  const opened = await Promise.all([1, 2, 3, 4].map(() => openDatabase(place)));
  for (const { pool, close } of opened) {
    const { rows } = await pool.query('SELECT body FROM notes');
    expect(rows).toEqual([{ body: 'from the migration' }]);
    await close();
  }
});

test('a server that is not there is named, without the password', async () => {
  const { dataDir, migrationsFolder } = await preparePlace();
  const postgres = await makePostgres();
  const databaseUrl = postgres.url.replace('postgres@', 'postgres:hunter2@');
  const opening = openDatabase({ databaseUrl, dataDir, migrationsFolder, log });
  const place = new URL(postgres.url).host;
  await expect(opening).rejects.toThrow(`Cannot use PostgreSQL at ${place}/postgres: nothing listens there.`);
  await expect(opening).rejects.not.toThrow('hunter2');
  await postgres.remove();
});

test('a database that does not exist is said to be missing', async () => {
  const place = await preparePlace();
  const databaseUrl = `${place.databaseUrl}_gone`;
  await expect(openDatabase({ ...place, databaseUrl })).rejects.toThrow('it has no database of that name');
});

test('survives a restart of the server, and tells while it is away', async () => {
  const postgres = await makePostgres();
  await postgres.start();
  const opened = await openDatabase(await preparePlace(postgres.url));
  await opened.pool.query(`INSERT INTO notes (body) VALUES ('before')`);
  await postgres.kill();
  expect(await opened.fault()).toMatch(/The database does not answer/);
  await postgres.start();
  expect(await opened.fault()).toBeUndefined();
  const { rows } = await opened.pool.query(`SELECT body FROM notes WHERE body = 'before'`);
  expect(rows).toHaveLength(1);
  await opened.close();
  await postgres.remove();
});
