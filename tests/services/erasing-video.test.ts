/** A video is erased in the very moment in which a post is stored with it, on a server where both really run at once. */
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { createLog } from '../../src/kit/log.ts';
import { type OpenDatabase, openDatabase } from '../../src/store/open/open-database.ts';
import * as videos from '../../src/store/videos.ts';
import { createDatabase } from './services.ts';

const HASH = 'f'.repeat(64);
const DAY = 86_400_000;
let opened: OpenDatabase;

beforeAll(async () => {
  const databaseUrl = await createDatabase(inject('postgresUrl'));
  opened = await openDatabase({ databaseUrl, dataDir: '', log: createLog('silent') });
});
afterAll(() => opened?.close());
beforeEach(async () => {
  const facts = { width: 320, height: 180, duration: 2_000, size: 1_000, tellsPlace: false };
  await videos.keep(opened.database, { ...facts, hash: HASH, contentType: 'video/mp4', pieceHashes: null });
  await opened.pool.query(`update videos set created_at = now() - interval '8 days'`);
});

/** Resolves when a statement of this database waits for a lock. */
async function waiting(): Promise<void> {
  for (;;) {
    const { rows } = await opened.pool.query(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (rows.length > 0) return;
  }
}

test('who would erase it while a post is being stored with it waits, and leaves it', async () => {
  let erasing: Promise<Date | undefined> | undefined;
  await opened.database.transaction(async (transaction) => {
    expect(await videos.hold(transaction, [HASH])).toEqual([]);
    erasing = videos.beginErasing(opened.database, HASH, 7 * DAY);
    await waiting();
  });
  expect(await erasing).toBeUndefined();
  expect(await videos.find(opened.database, HASH)).toBeDefined();
});

test('who would store a post with it while somebody begins to erase it is told that it is gone', async () => {
  let held: Promise<string[]> | undefined;
  await opened.database.transaction(async (transaction) => {
    expect(await videos.beginErasing(transaction, HASH, 7 * DAY)).toBeDefined();
    held = opened.database.transaction((other) => videos.hold(other, [HASH]));
    await waiting();
  });
  expect(await held).toEqual([HASH]);
});
