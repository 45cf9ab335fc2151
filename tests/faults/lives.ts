/** Processes of the real app that live once: told at their start what to do, and at which of their steps to die. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../src/kit/root.ts';

/** `entry`: from the package on. Below the package, so that what stays outside of the bundle is found. */
export async function buildLife(entry: string): Promise<{ path: string; remove(): Promise<void> }> {
  const cache = join(packageRoot(), 'node_modules', '.cache', 'bellwether');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'lives-'));
  execFileSync(process.execPath, ['scripts/build.mjs', folder, entry], { cwd: packageRoot() });
  return {
    path: join(folder, entry.replace(/\.ts$/, '.js')),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** What it tells at its end; undefined: it was killed. Throws where it fails, or does not come to an end. */
export async function liveOnce<Known>(program: string, life: object): Promise<Known | undefined> {
  const child = spawn(process.execPath, [program, JSON.stringify(life)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // One that does not come to an end is ended, and fails.
    timeout: STUCK,
  });
  const told: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => told.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (signal === 'SIGKILL') return undefined;
  if (code !== 0)
    throw new Error(`A process failed (${code ?? signal}): ${Buffer.concat(errors).toString()}`);
  return JSON.parse(Buffer.concat(told).toString()) as Known;
}

/** ms */
const STUCK = 120_000;
