/** What the running code finds by its folder, the build finds too. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { members, storiesModule } from '../../scripts/families.mjs';
import { packageRoot } from '../../src/kit/root.ts';
import { filesBelow } from '../house/imports.ts';

const folder = async (...path: string[]) => {
  const made = await mkdtemp(join(tmpdir(), 'families-'));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  await mkdir(join(made, ...path), { recursive: true });
  return made;
};

test('every folder that the code looks into is built file by file', async () => {
  const built = await members(packageRoot());
  const code = [
    ...(await filesBelow('src')),
    ...(await filesBelow('config')),
    ...(await filesBelow('packages')),
  ];
  const looked: string[] = [];
  for (const file of code) {
    const text = await readFile(join(packageRoot(), file), 'utf8');
    for (const [, path = ''] of text.matchAll(/codeFolder\(((?:'[\w/-]+'(?:, )?)+)\)/g)) {
      const parts = path.split(', ').map((part) => part.slice(1, -1));
      looked.push([...(file.startsWith('packages/') ? ['packages'] : []), ...parts].join('/'));
    }
  }
  expect(looked).toContain('commands');
  expect(looked).toContain('packages/playground/src/networks');
  expect(looked.filter((family) => !built.some((file) => file.startsWith(`${family}/`)))).toEqual([]);
});

test('a new member is one file, or a folder with an index, and what it keeps beside itself is none', async () => {
  const root = await folder('commands', 'plan');
  await mkdir(join(root, 'src/networks/kites'), { recursive: true });
  for (const file of ['commands/shout.ts', 'commands/notes.md', 'src/networks/http.ts'])
    await writeFile(join(root, file), '');
  expect((await members(root)).sort()).toEqual([
    'commands/plan/index.ts',
    'commands/shout.ts',
    'src/networks/kites/index.ts',
  ]);
});

test('a new story is one file', async () => {
  const page = await folder('stories');
  for (const file of ['kites.tsx', 'story.ts']) await writeFile(join(page, 'stories', file), '');
  expect(await storiesModule(page)).toBe(
    "import { story as s0 } from './stories/kites.tsx';\nexport const stories = [s0];",
  );
});
