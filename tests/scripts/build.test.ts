/** A build holds what is there now, and nothing of what is no more. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { packageRoot } from '../../src/kit/root.ts';

test('a network that was taken away leaves no folder, which would stop the start', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'build-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'src/networks/gone/parts'), { recursive: true });
  for (const file of ['src/networks/gone/index.js', 'commands/gone.js', 'src/chunks/old.js']) {
    await mkdir(join(folder, file, '..'), { recursive: true });
    await writeFile(join(folder, file), '');
  }
  await promisify(execFile)(process.execPath, ['scripts/build.mjs', folder], { cwd: packageRoot() });
  const isThere = (file: string) => existsSync(join(folder, file));
  expect(['src/networks/gone', 'commands/gone.js'].filter(isThere)).toEqual([]);
  // A bot that runs may load a chunk yet.
  expect(
    ['src/networks/webhook/index.js', 'commands/post/index.js', 'src/chunks/old.js'].filter(isThere),
  ).toHaveLength(3);
});
