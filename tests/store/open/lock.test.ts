import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { lockFolder } from '../../../src/store/open/lock.ts';
import { thisProcess } from '../../../src/store/open/owner.ts';
import { signal } from '../../contract/signal.ts';

let programs: string;
let script: string;
beforeAll(async () => {
  programs = await mkdtemp(join(tmpdir(), 'bellwether-holder-'));
  script = join(programs, 'holder.mjs');
  // Many are started, and each would compile it anew.
  const entryPoints = [join(import.meta.dirname, 'holder.ts')];
  await build({ entryPoints, outfile: script, bundle: true, platform: 'node', format: 'esm' });
});
afterAll(() => rm(programs, { recursive: true }));

let folder: string;
let children: ChildProcess[] = [];
const lost = () => {};
const quick = { beat: 40, silence: 160 };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bellwether-lock-'));
});
afterEach(async () => {
  await Promise.all(children.map((child) => end(child, 'SIGKILL')));
  children = [];
  await rm(folder, { recursive: true });
});

test('a second process is kept out, and told by whom and what to do', async () => {
  const { child, said } = await holder();
  expect(said).toBe('held');
  const refused = lockFolder(folder, lost);
  await expect(refused).rejects.toThrow(`Another Bellwether (process ${child.pid}, since 20`);
  await expect(refused).rejects.toMatchObject({ findings: [{ field: 'DATA_DIR', remedy: /DATABASE_URL/ }] });
});

test('the same process is kept out of its own folder', async () => {
  const lock = await lockFolder(folder, lost);
  await expect(lockFolder(folder, lost)).rejects.toThrow(`process ${process.pid}`);
  await lock.release();
});

test('after a release the next one gets it', async () => {
  for (let round = 0; round < 3; round++) {
    const lock = await lockFolder(folder, lost);
    await lock.release();
  }
  expect(await readdir(join(folder, 'lock'))).toEqual(['3']);
});

test('after a SIGKILL the next one gets it at once', async () => {
  const { child } = await holder();
  await end(child, 'SIGKILL');
  const since = Date.now();
  const lock = await lockFolder(folder, lost);
  expect(Date.now() - since).toBeLessThan(1_000);
  await lock.release();
});

test('of many that start at once, one gets it: on a fresh folder and on one whose owner was killed', async () => {
  for (let round = 0; round < 2; round++) {
    const starters = await Promise.all(Array.from({ length: 5 }, () => holder()));
    const holding = starters.filter(({ said }) => said === 'held');
    expect(holding).toHaveLength(1);
    await Promise.all(starters.map(({ child }) => end(child, 'SIGKILL')));
  }
}, 60_000);

test('of many in one process, one gets it, however they fall', async () => {
  for (let round = 0; round < 30; round++) {
    const attempts = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder, lost)));
    const locks = attempts.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []));
    expect(locks).toHaveLength(1);
    await locks[0]?.release();
  }
});

test('a later process with the same number does not count as the owner', async () => {
  await leaveLock({ started: '1' });
  const lock = await lockFolder(folder, lost);
  await lock.release();
});

test('an owner that cannot be seen, as in another container, counts while it beats', async () => {
  const path = await leaveLock({ place: 'elsewhere', pid: 1 });
  const beat = setInterval(() => void utimes(path, new Date(), new Date()), quick.beat / 2);
  await expect(lockFolder(folder, lost, quick)).rejects.toThrow('process 1');
  clearInterval(beat);
  const lock = await lockFolder(folder, lost, quick);
  await lock.release();
});

test('a lock that was never wholly written holds nobody up for long', async () => {
  const path = await leaveLock({});
  await writeFile(path, '');
  const lock = await lockFolder(folder, lost, quick);
  await lock.release();
});

test('an owner that was outnumbered learns of it', async () => {
  const told = signal();
  const lock = await lockFolder(folder, told.reach, quick);
  await writeFile(join(folder, 'lock', '2'), JSON.stringify(thisProcess('another')));
  await told.reached;
  await lock.release();
});

test('the owner touches its file, so that others see it live', async () => {
  const lock = await lockFolder(folder, lost, quick);
  const path = join(folder, 'lock', '1');
  const old = new Date(Date.now() - 60_000);
  await utimes(path, old, old);
  await vi.waitFor(async () =>
    expect((await import('node:fs')).statSync(path).mtimeMs).toBeGreaterThan(+old),
  );
  await lock.release();
  expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ released: true });
});

async function leaveLock(differs: Partial<ReturnType<typeof thisProcess>>): Promise<string> {
  await mkdir(join(folder, 'lock'));
  const path = join(folder, 'lock', '1');
  await writeFile(path, JSON.stringify({ ...thisProcess('left'), ...differs }));
  return path;
}

async function holder(): Promise<{ child: ChildProcess; said: string }> {
  const child = spawn(process.execPath, [script, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  const [said] = await once(createInterface(child.stdout), 'line');
  return { child, said: String(said) };
}

async function end(child: ChildProcess, how: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(how);
  await ended;
}
