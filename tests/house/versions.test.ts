/** Several package.json name exact versions of one library: they name the same, and what is made of it says which. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/kit/root.ts';

interface Package {
  name: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

const ROOT = packageRoot();
const FOLDERS = ['.', ...readdirSync(join(ROOT, 'packages')).map((name) => `packages/${name}`)];

const pinned = FOLDERS.flatMap((folder) => {
  const { name, ...read } = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')) as Package;
  const all = { ...read.dependencies, ...read.devDependencies };
  return Object.entries(all).map(([library, version]) => ({ by: name, library, version }));
});

test('a library has one version, whichever package names it', () => {
  const others = pinned.filter(({ library, version }) => version !== versionOf(library));
  expect(pinned.length).toBeGreaterThan(50);
  expect(others).toEqual([]);
});

test.each([
  ['packages/local-discord/specs/requests.schema.json', 'discord-api-types'],
  ['packages/local-slack/specs/blocks.schema.json', '@slack/types'],
  ['packages/local-slack/specs/arguments.json', '@slack/web-api'],
])('%s is made from the version of %s that is installed; if not, npm run specs', (file, library) => {
  const { $comment } = JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
  expect($comment).toBe(`Made by npm run specs from the types of ${library} ${versionOf(library)}.`);
});

function versionOf(library: string): string | undefined {
  return pinned.find((one) => one.library === library)?.version;
}
