/** Large files beside the state: kept once, named by it, gone when it names them no more. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createLog } from '../../../../src/kit/log.ts';
import { StateKeeper } from '../../src/state/keeper.ts';
import { LARGE } from '../../src/state/kept-files.ts';

/** A part of the playground that holds anything. */
class Shelf {
  held: unknown;

  snapshotState(): unknown {
    return this.held;
  }

  restoreState(value: unknown): void {
    this.held = value;
  }
}

async function opened() {
  const folder = await mkdtemp(join(tmpdir(), 'kept-files-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const open = () => {
    const keeper = new StateKeeper(folder, createLog('silent'));
    return { keeper, ...keeper.open(() => ({ shelf: new Shelf() })) };
  };
  const { keeper, parts } = open();
  const files = join(folder, 'playground.files');
  return {
    ...{ folder, files, open },
    /** Gives the bytes of the state. */
    async keep(held: unknown): Promise<number> {
      parts.shelf.held = held;
      keeper.touch();
      return (await stat(join(folder, 'playground.state'))).size;
    },
    /** As a process that starts now. */
    found: () => open().parts.shelf.held,
    names: () => readdir(files),
  };
}

const film = () => new Uint8Array(randomBytes(LARGE));

test('come back as they were, beside small ones and all else', async () => {
  const { keep, found } = await opened();
  const held = {
    films: new Map([['a', film()]]),
    parts: [{ bytes: new Uint8Array(randomBytes(LARGE + 1)) }, null],
    small: new Uint8Array([1, 2, 3]),
    piece: new Uint8Array(randomBytes(LARGE * 2)).subarray(7, LARGE + 9),
    count: 10n,
  };
  await keep(held);
  expect(inWords(found())).toEqual(inWords(held));
});

test('are written once, however often and in however many places they stand', async () => {
  const { keep, names, files } = await opened();
  const one = film();
  expect(await keep({ here: one, there: Uint8Array.from(one) })).toBeLessThan(500);
  const [name = ''] = await names();
  const written = (await stat(join(files, name))).ino;
  await keep({ here: one, there: Uint8Array.from(one), said: 'More' });
  expect(await names()).toEqual([name]);
  expect((await stat(join(files, name))).ino).toBe(written);
});

test('are removed when nothing names them any more', async () => {
  const { keep, names, found } = await opened();
  const [one, other] = [film(), film()];
  await keep({ one, other });
  expect(await names()).toHaveLength(2);
  await keep({ other });
  expect(await names()).toHaveLength(1);
  expect(inWords(found())).toEqual(inWords({ other }));
});

test('are written again when somebody removed them meanwhile', async () => {
  const { keep, files, found } = await opened();
  const one = film();
  await keep({ one });
  await rm(files, { recursive: true });
  await keep({ one, said: 'More' });
  expect(inWords(found())).toEqual(inWords({ one, said: 'More' }));
});

test.each([
  ['are others', (path: string) => writeFile(path, 'another')],
  ['are missing', (path: string) => rm(path)],
])('that %s are no state to go on with: both are set aside', async (_, spoil) => {
  const { keep, names, files, folder, open } = await opened();
  await keep({ one: film() });
  const [name = ''] = await names();
  await spoil(join(files, name));
  expect(open().fresh).toBe(true);
  expect((await readdir(folder)).sort()).toEqual([
    'playground.files.set-aside',
    'playground.state.set-aside',
  ]);
});

/** Byte for byte, whatever holds them. */
function inWords(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (value instanceof Map) return [...value].map(inWords);
  if (Array.isArray(value)) return value.map(inWords);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inWords(one)]));
}
