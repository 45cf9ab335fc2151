/** The embedded database: the contract of all databases, and what is its own. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLog } from '../../../src/kit/log.ts';
import { EmbeddedPool } from '../../../src/store/open/embedded-pool.ts';
import { openDatabase } from '../../../src/store/open/open-database.ts';
import { upkeep } from '../../../src/store/open/upkeep.ts';
import { type DatabaseHarness, databaseContract, MIGRATIONS } from '../../contract/database.ts';
import { writeMigrations } from '../../contract/migrations.ts';
import { prepareBare } from '../embedded.ts';

databaseContract('PGlite', start);

async function start(): Promise<DatabaseHarness & { dataDir: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'bellwether-'));
  const dataDir = join(folder, 'data');
  const migrationsFolder = join(folder, 'migrations');
  await writeMigrations(migrationsFolder, MIGRATIONS);
  await prepareBare(dataDir);
  const opened = await openDatabase({ dataDir, log: createLog('silent'), migrationsFolder });
  const stop = async () => {
    // A test may have closed it before.
    await opened.close().catch(() => {});
    await rm(folder, { recursive: true });
  };
  return { opened, migrationsFolder, dataDir, stop };
}

test('what was written is there after a restart', async () => {
  const { opened, dataDir, migrationsFolder, stop } = await start();
  await opened.pool.query(`INSERT INTO notes (body) VALUES ('kept')`);
  await opened.close();
  const again = await openDatabase({ dataDir, log: createLog('silent'), migrationsFolder });
  const { rows } = await again.pool.query(`SELECT body FROM notes WHERE body = 'kept'`);
  expect(rows).toHaveLength(1);
  await again.close();
  await stop();
});

test('a client that is given back in mid-transaction is rolled back', async () => {
  const { opened, stop } = await start();
  const client = await opened.pool.connect();
  await client.query('BEGIN');
  await client.query(`INSERT INTO notes (body) VALUES ('abandoned')`);
  client.release();
  const { rows } = await opened.pool.query(`SELECT body FROM notes WHERE body = 'abandoned'`);
  expect(rows).toHaveLength(0);
  await stop();
});

test('a client that does not wait between its statements keeps their order', async () => {
  const { opened, stop } = await start();
  const client = await opened.pool.connect();
  const results = await Promise.all([
    client.query('BEGIN'),
    client.query(`INSERT INTO notes (body) VALUES ('unawaited')`),
    client.query('SELECT count(*)::int AS found FROM notes WHERE body = $1', ['unawaited']),
    client.query('ROLLBACK'),
  ]);
  client.release();
  expect(results[2].rows).toEqual([{ found: 1 }]);
  await stop();
});

test('timers run while statements follow each other', async () => {
  const { opened, stop } = await start();
  let answered = 0;
  const seen = new Promise<number>((resolve) => setTimeout(() => resolve(answered), 1));
  for (; answered < 2_000; answered += 1) await opened.pool.query('SELECT 1');
  expect(await seen).toBeLessThan(2_000);
  await stop();
});

test('upkeep removes dead rows and trims the write-ahead log', async () => {
  const { opened, stop } = await start();
  const { pool } = opened;
  if (!(pool instanceof EmbeddedPool)) throw new Error('expected the embedded pool');
  await pool.query(
    `INSERT INTO notes (body) SELECT repeat(md5(i::text), 30) FROM generate_series(1, 20000) i`,
  );
  await pool.query('DELETE FROM notes WHERE id % 2 = 0');
  expect(await wear(pool)).toMatchObject({ dead: expect.toSatisfy((count: number) => count >= 10_000) });
  await upkeep(pool);
  const after = await wear(pool);
  expect(after.dead).toBe(0);
  expect(after.log).toBeLessThanOrEqual(32 * 1024 * 1024);
  await stop();
});

async function wear(pool: EmbeddedPool) {
  // Counts are published once a second otherwise.
  await pool.query('SELECT pg_stat_force_next_flush()');
  const { rows } = await pool.query<{ dead: string; log: string }>(`
    SELECT (SELECT n_dead_tup FROM pg_stat_user_tables WHERE relname = 'notes') AS dead,
           (SELECT sum(size) FROM pg_ls_waldir()) AS log`);
  return { dead: Number(rows[0]?.dead), log: Number(rows[0]?.log) };
}

test.each([
  ['its control file is gone', 'global/pg_control'],
  ['its log is gone', 'pg_wal'],
  ['it has lost what says which version it is', 'PG_VERSION'],
])('a damaged folder says what to do, and is left as it is: %s', async (_what, lost) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'bellwether-damaged-'));
  await prepareBare(dataDir);
  await rm(join(dataDir, 'database', lost), { recursive: true });
  const before = await readdir(join(dataDir, 'database'));
  const opening = openDatabase({ dataDir, log: createLog('silent') });
  await expect(opening).rejects.toMatchObject({
    findings: [
      { id: 'database.damaged', field: 'DATA_DIR', remedy: expect.stringMatching(/copy the folder away/) },
    ],
  });
  await expect(opening).rejects.toThrow(join(dataDir, 'database'));
  expect(await readdir(join(dataDir, 'database'))).toEqual(expect.arrayContaining(before));
  await rm(dataDir, { recursive: true });
});
