/** `bellwether audit` on an embedded database that no bot uses at the moment. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chainHash } from '../../src/audit/chain.ts';
import { createLog } from '../../src/kit/log.ts';
import * as audit from '../../src/store/audit.ts';
import { openDatabase } from '../../src/store/open/open-database.ts';
import { prepareEmbedded } from '../store/embedded.ts';
import { asOwner } from '../store/owner.ts';
import { here, spawned } from './shell.ts';

const log = createLog('silent');
let DATA_DIR = '';

beforeAll(async () => {
  DATA_DIR = await mkdtemp(join(tmpdir(), 'bellwether-audit-'));
  await prepareEmbedded(DATA_DIR);
  const { database, close } = await openDatabase({ dataDir: DATA_DIR, log });
  for (const post of [1, 2, 3])
    await database.transaction((transaction) =>
      audit.append(transaction, { kind: 'post.cancelled', at: '2026-11-25T09:00:00.000Z', post }),
    );
  await close();
}, 60_000);
afterAll(() => rm(DATA_DIR, { recursive: true, force: true }));

describe('bellwether audit', () => {
  test('verify says that it is whole, and where it ends; known by that, it is whole again', async () => {
    const { code, output } = await here(['audit', 'verify'], { DATA_DIR });
    expect(code).toBe(0);
    const place = /3 rows, ending with (3:[0-9a-f]{64})\./.exec(output)?.[1] ?? '';
    expect((await here(['audit', 'verify', '--known', place], { DATA_DIR })).code).toBe(0);
    const other = place.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    const compared = await here(['audit', 'verify', '--known', other], { DATA_DIR });
    expect(compared).toMatchObject({ code: 1, errors: 'Row 3 is not the one that was known.\n' });
  });

  test('export prints a line for each row, from which anybody can compute the chain', async () => {
    const { code, output } = await spawned(['audit', 'export'], { DATA_DIR });
    expect(code).toBe(0);
    const lines = output.trim().split('\n');
    let previous = '';
    for (const [index, line] of lines.entries()) {
      const { sequence, hash, entry } = JSON.parse(line);
      expect([sequence, entry.kind, entry.post]).toEqual([index + 1, 'post.cancelled', index + 1]);
      const words = line.slice(line.indexOf('"entry":') + '"entry":'.length, -1);
      expect(chainHash(previous, sequence, words)).toBe(hash);
      previous = hash;
    }
    expect(lines).toHaveLength(3);
  });

  test('verify tells what was tampered with, and exits with 1', async () => {
    const { pool, close } = await openDatabase({ dataDir: DATA_DIR, log });
    await asOwner(
      pool,
      'alter table audit disable trigger user',
      `update audit set entry = replace(entry, '2', '3') where sequence = 2`,
    );
    await close();
    const { code, errors, output } = await here(['audit', 'verify'], { DATA_DIR });
    expect([code, output]).toEqual([1, '']);
    expect(errors).toContain('Row 2 was changed');
  });

  test('while a bot holds the folder, it says so', async () => {
    const { close } = await openDatabase({ dataDir: DATA_DIR, log });
    const { code, errors } = await spawned(['audit', 'verify'], { DATA_DIR });
    expect(code).toBe(1);
    expect(errors).toMatch(/DATA_DIR: Another Bellwether .* is using/);
    await close();
  });

  test.each([
    [['audit'], 'Say which'],
    [['audit', 'burn'], 'Say which'],
    [['audit', 'export', '--known', 'x'], 'belongs to audit verify'],
    [['audit', 'verify', '--known', '12'], 'a number, a colon and a hash'],
  ])('tells how it is used when the words are wrong: %j', async (args, told) => {
    const { code, errors } = await here(args, { DATA_DIR });
    expect(code).toBe(2);
    expect(errors).toContain(told);
  });
});
