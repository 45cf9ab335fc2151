/** Large files beside the state: kept once, named by it, gone when it names them no more. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { encode, readState, writeState } from '../../src/state/file.ts';
import { KeptFiles, LARGE } from '../../src/state/kept-files.ts';

async function opened() {
  const folder = await mkdtemp(join(tmpdir(), 'kept-files-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'state');
  const there = join(folder, 'files');
  const files = new KeptFiles(there);
  const write = (value: unknown) => {
    const encoded = encode(value, files);
    writeState(path, encoded);
    files.removeOthers();
    return encoded.body.length;
  };
  /** As a process that starts now would. */
  const read = () => readState(path, new KeptFiles(there));
  return { there, write, read, names: () => readdir(there) };
}

const film = () => new Uint8Array(randomBytes(LARGE));

test('come back as they were, beside small ones and all else', async () => {
  const { write, read } = await opened();
  const value = {
    films: new Map([['a', film()]]),
    parts: [{ bytes: new Uint8Array(randomBytes(LARGE + 1)) }, null],
    small: new Uint8Array([1, 2, 3]),
    piece: new Uint8Array(randomBytes(LARGE * 2)).subarray(7, LARGE + 9),
    count: 10n,
  };
  write(value);
  const found = read() as typeof value;
  expect({ ...found, films: [...found.films.values()].map(bytesOf), piece: bytesOf(found.piece) }).toEqual({
    ...value,
    films: [...value.films.values()].map(bytesOf),
    piece: bytesOf(value.piece),
    parts: found.parts,
  });
  expect(found.parts.map((part) => part && bytesOf(part.bytes))).toEqual(
    value.parts.map((part) => part && bytesOf(part.bytes)),
  );
});

test('are written once, however often and in however many places they stand', async () => {
  const { write, names } = await opened();
  const one = film();
  expect(write({ here: one, there: Uint8Array.from(one) })).toBeLessThan(500);
  write({ here: one, there: Uint8Array.from(one), said: 'More' });
  expect(await names()).toHaveLength(1);
});

test('are removed when nothing names them any more', async () => {
  const { write, names, read } = await opened();
  const [one, other] = [film(), film()];
  write({ one, other });
  expect(await names()).toHaveLength(2);
  write({ other });
  expect(await names()).toHaveLength(1);
  expect(bytesOf((read() as { other: Uint8Array }).other)).toEqual(bytesOf(other));
});

test('that are missing or others are no state to go on with', async () => {
  const { there, write, read, names } = await opened();
  write({ one: film() });
  const [name = ''] = await names();
  await writeFile(join(there, name), 'another');
  expect(read).toThrow('is damaged');
  await rm(join(there, name));
  expect(read).toThrow('ENOENT');
});

function bytesOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
