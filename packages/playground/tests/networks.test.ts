/** The networks of the playground are found by their folder. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { codeFolder } from '@bellwether/local-server/files.ts';
import { expect, onTestFinished, test } from 'vitest';
import { findNetworks } from '../src/feeds/find.ts';

const NETWORK = (name: string, order: string) =>
  `export const network = { name: '${name}', ${order} title: 'x', accent: '#000000', create() {} };`;

async function folderOf(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'networks-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

test('every file of the folder is a network, named after its file', async () => {
  const files = await readdir(codeFolder('playground', 'src', 'networks'));
  const found = (await findNetworks()).map(({ name }) => name);
  expect(found.toSorted()).toEqual(files.map((file) => basename(file, '.ts')).sort());
});

test('no two stand at one place', async () => {
  const orders = (await findNetworks()).map(({ order }) => order);
  expect(orders).toEqual([...new Set(orders)].sort((one, other) => one - other));
});

test('a new one is one file, and stands where it says', async () => {
  const folder = await folderOf({
    'aerial.js': NETWORK('aerial', 'order: 2,'),
    'kites.js': NETWORK('kites', 'order: 1,'),
  });
  expect((await findNetworks(folder)).map(({ name }) => name)).toEqual(['kites', 'aerial']);
});

test('what is none stops the start, and every fault is told at once', async () => {
  const folder = await folderOf({
    'empty.js': 'export const other = 1;',
    'one.js': NETWORK('two', 'order: 1,'),
    'nowhere.js': NETWORK('nowhere', ''),
  });
  await expect(findNetworks(folder)).rejects.toThrow(
    /empty\.js: exports no `network`[\s\S]*nowhere\.js: it does not say its order[\s\S]*one\.js: holds "two"/,
  );
});
