/**
 * The bot as it is built, for processes of their own: they start in a fraction of the time that the sources take. Below the
 * package, so that its modules and migrations are found.
 */
import { execFile } from 'node:child_process';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '../../src/kit/root.ts';

let built: Promise<string> | undefined;

/** Its folder, made once for all files that a worker runs. It has src/main.js, src/cli.js and what ENTRIES names. */
export function builtBot(): Promise<string> {
  built ??= build();
  return built;
}

async function build(): Promise<string> {
  const cache = join(packageRoot(), 'node_modules', '.cache', 'bellwether');
  await mkdir(cache, { recursive: true });
  await removeLeft(cache);
  const folder = join(cache, `${PREFIX}${process.pid}`);
  await promisify(execFile)(process.execPath, ['scripts/build.mjs', folder, ...ENTRIES], {
    cwd: packageRoot(),
  });
  return folder;
}

/** A worker is not told when it ends: whoever comes next takes away what is nobody's. */
async function removeLeft(cache: string): Promise<void> {
  const left = (await readdir(cache)).filter(
    (name) => name.startsWith(PREFIX) && !isRunning(Number(name.slice(PREFIX.length))),
  );
  await Promise.all(left.map((name) => rm(join(cache, name), { recursive: true, force: true })));
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It is somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const PREFIX = 'built-';
const ENTRIES = ['src/main/house.ts', 'config/env.ts', 'src/kit/log.ts'];
