/** The image holds what the bot reads beside its code, and nothing that cannot run in it. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/kit/root.ts';

const copied = async () => {
  const text = await readFile(join(packageRoot(), 'Dockerfile'), 'utf8');
  return [...text.matchAll(/^COPY --from=build \/app\/(\S+)/gm)].map(([, path]) => path ?? '');
};

/** Made by the build. */
const MADE = ['dist', 'node_modules'];

test('what is copied is there', async () => {
  const paths = (await copied()).filter((path) => !MADE.includes(path));
  expect(paths).not.toEqual([]);
  for (const path of paths) await stat(join(packageRoot(), path));
});

test('the playground stays out: its page and its chats are for the machine that they run on', async () => {
  expect((await copied()).filter((path) => /playground|packages|local-/.test(path))).toEqual([]);
});

test('what the code finds from the package on is copied', async () => {
  const paths = await copied();
  const missing: string[] = [];
  for (const file of await readdir(join(packageRoot(), 'src'), { recursive: true })) {
    if (!file.endsWith('.ts') || file === 'main/ground.ts') continue;
    const code = await readFile(join(packageRoot(), 'src', file), 'utf8');
    for (const [, path = ''] of code.matchAll(/packageRoot\(\), '([^']+)'/g))
      if (!paths.some((one) => path === one || path.startsWith(`${one}/`))) missing.push(`${file}: ${path}`);
  }
  expect(missing).toEqual([]);
});

test('what builds it is left out: the settings that include it go before the rest is pruned', async () => {
  const dockerfile = await readFile(join(packageRoot(), 'Dockerfile'), 'utf8');
  const settings = await readFile(join(packageRoot(), '.npmrc'), 'utf8');
  expect(settings).toMatch(/^include=dev$/m);
  expect(dockerfile).toMatch(/rm \.npmrc && npm prune --omit=dev/);
});
