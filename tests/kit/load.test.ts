import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Family, load } from '../../src/kit/load.ts';

interface Animal {
  name: string;
}

const family: Family<Animal> = {
  exported: 'animal',
  fault: (value) => (typeof (value as Animal).name === 'string' ? undefined : 'it has no name.'),
  fileName: (animal) => animal.name,
};

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bellwether-load-'));
});
afterEach(() => rm(folder, { recursive: true }));
const put = (file: string, source: string) => writeFile(join(folder, file), source);

test('finds files and folders, and passes over what is no module', async () => {
  await put('cat.js', 'export const animal = { name: "cat" };');
  await mkdir(join(folder, 'dog'));
  await put('dog/index.js', 'export const animal = { name: "dog" };');
  await put('dog/bark.js', 'export const loud = true;');
  await put('README.md', '# Animals');
  await put('cat.d.ts', 'export declare const animal: string;');
  await put('cat.js.map', '{}');
  expect(await load(folder, family)).toEqual([{ name: 'cat' }, { name: 'dog' }]);
});

test('tells all faults at once, each with its file', async () => {
  await put('cat.js', 'export const animal = { name: "lion" };');
  await put('dog.js', 'export const pet = { name: "dog" };');
  await put('eel.js', 'export const animal = {};');
  await expect(load(folder, family)).rejects.toThrow(
    /cat\.js: holds "lion", [^\n]+\ndog\.js: exports no `animal`\.\neel\.js: it has no name\./,
  );
});
