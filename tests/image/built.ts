/**
 * The image without an engine: what the Dockerfile says is done in a folder, by its own lines. In the place of `npm ci`,
 * which would fetch a thousand packages, stand those that are installed here; the rest of the line is run as it is.
 */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '../../src/kit/root.ts';
import { copiesOf, type Instruction, stagesOf, wordsOf } from './dockerfile.ts';

const run = promisify(execFile);

export interface Built {
  /** What the image has as its /app. */
  folder: string;
  /** The last stage. */
  stage: Instruction[];
  remove(): Promise<void>;
}

export async function buildImage(): Promise<Built> {
  const [build = [], stage = []] = stagesOf(await readFile(join(packageRoot(), 'Dockerfile'), 'utf8'));
  const base = await mkdtemp(join(tmpdir(), 'bellwether-image-'));
  const [from, folder] = [join(base, 'build'), join(base, 'app')];
  await Promise.all([mkdir(from), mkdir(folder)]);
  await copySources(from);
  await copyPackages(from);
  for (const command of wordsOf(build, 'RUN'))
    await run('sh', ['-ec', command.replace(INSTALL, '')], { cwd: from, env: outside(), maxBuffer: 1e8 });
  for (const one of copiesOf(stage)) {
    await mkdir(dirname(join(folder, one.to)), { recursive: true });
    await rename(join(from, one.from), join(folder, one.to));
  }
  return { folder, stage, remove: () => rm(base, { recursive: true, force: true }) };
}

/** All of it would have been installed by then. */
const INSTALL = /^npm ci --ignore-scripts && /;

/** Without what npm tells the scripts that it runs, such as this test. */
function outside(): Record<string, string> {
  const { PATH = '', HOME = '' } = process.env;
  return { PATH, HOME, npm_config_offline: 'true' };
}

/** What a build gets to see: .dockerignore leaves out what is made here. */
async function copySources(to: string): Promise<void> {
  const ignored = (await readFile(join(packageRoot(), '.dockerignore'), 'utf8'))
    .split('\n')
    .filter((line) => line !== '');
  await cp(packageRoot(), to, {
    recursive: true,
    filter: (path) => {
      const inside = path.slice(packageRoot().length + 1);
      return !ignored.some((one) => inside === one || `**/${basename(inside)}` === one);
    },
  });
}

/** Linked, where that can be: a copy would be half a gigabyte. npm writes into the one file that is copied. */
async function copyPackages(to: string): Promise<void> {
  const [from, copied] = [join(packageRoot(), 'node_modules'), join(to, 'node_modules')];
  await run('cp', ['-al', from, copied]).catch(async () => {
    // What was begun there would be copied into.
    await rm(copied, { recursive: true, force: true });
    await run('cp', ['-a', from, copied]);
  });
  const written = '.package-lock.json';
  await rm(join(copied, written));
  await cp(join(from, written), join(copied, written));
  for (const cache of ['.cache', '.vite', '.vitest', '.experimental-vitest-cache'])
    await rm(join(copied, cache), { recursive: true, force: true });
}
