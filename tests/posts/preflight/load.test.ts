import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { packageRoot } from '../../../src/kit/root.ts';
import { loadPreflightRules } from '../../../src/posts/preflight/load.ts';

async function folderOf(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rules-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

const ruleText = (name: string, topic: string) =>
  `export const rule = { name: '${name}', topic: '${topic}', find: () => [] };`;

test('every file is a rule, read by what it is about and then by its name', async () => {
  const folder = await folderOf({
    'a-few.ts': ruleText('a-few', 'volume'),
    'spelling.ts': ruleText('spelling', 'wording'),
    'accents.ts': ruleText('accents', 'wording'),
    'owner.ts': ruleText('owner', 'belonging'),
  });
  const rules = await loadPreflightRules(folder);
  expect(rules.map(({ name }) => name)).toEqual(['accents', 'spelling', 'owner', 'a-few']);
});

test('a file that holds no rule is told, with what is wrong', async () => {
  const folder = await folderOf({
    'moods.ts': ruleText('moods', 'weather'),
    'nothing.ts': "export const rule = { name: 'nothing', topic: 'links' };",
  });
  const loading = loadPreflightRules(folder);
  await expect(loading).rejects.toThrow(
    'moods.ts: its `topic` must be one of: wording, belonging, links, repetition, volume.',
  );
  await expect(loading).rejects.toThrow('nothing.ts: has no `find`.');
});

test('all of ours are found', async () => {
  const files = await readdir(join(packageRoot(), 'src/posts/preflight/rules'));
  const rules = await loadPreflightRules();
  expect(rules.map(({ name }) => `${name}.ts`).sort()).toEqual(files.sort());
});
