/** Attack: another user of the same machine writes to the embedded database's files, and so to the audit log. */
import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keyFromFile } from '../../config/secret-key.ts';
import { Refusal } from '../../src/kit/finding.ts';
import { createLog } from '../../src/kit/log.ts';
import { openDatabase } from '../../src/store/open/open-database.ts';
import { prepareEmbedded } from '../store/embedded.ts';
import { asOwner } from '../store/owner.ts';

const log = createLog('silent');
let place = '';
let dataDir = '';

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'bellwether-local-'));
  dataDir = join(place, 'data');
});

afterEach(async () => {
  vi.restoreAllMocks();
  await rm(place, { recursive: true, force: true });
});

test('nothing in a new data folder is open to anybody else, also what is made while it is open', async () => {
  const { pool, close } = await openDatabase({ dataDir, log });
  await keyFromFile(dataDir);
  await asOwner(pool, 'CREATE TABLE late AS SELECT i, md5(i::text) FROM generate_series(1, 5000) i');
  await pool.query('CHECKPOINT');
  expect(openToOthers(dataDir)).toEqual([]);
  await close();
  expect(openToOthers(dataDir)).toEqual([]);
});

test('a folder of an older version is closed at the start', async () => {
  await prepareEmbedded(dataDir);
  await keyFromFile(dataDir);
  openAll(dataDir);
  const { close } = await openDatabase({ dataDir, log });
  await close();
  expect(openToOthers(dataDir)).toEqual([]);
});

test('a folder of somebody else is refused with the remedy, and left as it is', async () => {
  await prepareEmbedded(dataDir);
  chmodSync(dataDir, 0o755);
  vi.spyOn(process, 'getuid').mockReturnValue(statSync(dataDir).uid + 4_321);
  const refusal = await openDatabase({ dataDir, log }).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(Refusal);
  expect((refusal as Refusal).findings).toMatchObject([
    { id: 'folder.owner', field: 'DATA_DIR', remedy: expect.stringContaining(`chown -R`) },
  ]);
  expect(statSync(dataDir).mode & 0o777).toBe(0o755);
});

test('a folder that all users share is refused, and keeps its rights', async () => {
  await mkdir(dataDir);
  chmodSync(dataDir, 0o1777);
  await expect(openDatabase({ dataDir, log })).rejects.toMatchObject({
    findings: [{ id: 'folder.shared', remedy: expect.stringContaining(join(dataDir, 'bellwether')) }],
  });
  expect(statSync(dataDir).mode & 0o7777).toBe(0o1777);
});

test('what a link in the folder leads to keeps its rights', async () => {
  await prepareEmbedded(dataDir);
  const outside = join(place, 'outside');
  writeFileSync(outside, '', { mode: 0o644 });
  chmodSync(outside, 0o644);
  symlinkSync(outside, join(dataDir, 'database', 'link'));
  const { close } = await openDatabase({ dataDir, log });
  await close();
  expect(statSync(outside).mode & 0o777).toBe(0o644);
});

function all(folder: string): string[] {
  const inner = readdirSync(folder, { recursive: true, withFileTypes: true });
  return [folder, ...inner.map((entry) => join(entry.parentPath, entry.name))];
}

function openToOthers(folder: string): string[] {
  return all(folder).filter((path) => (lstatSync(path).mode & 0o077) !== 0);
}

function openAll(folder: string): void {
  for (const path of all(folder)) chmodSync(path, lstatSync(path).isDirectory() ? 0o755 : 0o666);
}
