/**
 * Keeps a folder to one process. Locks are numbered files in a folder of their own, and the highest number holds:
 * a lock whose owner is gone is not removed but outnumbered, and only one process can create the next number. So
 * two that start at once cannot both win, and a killed owner holds nobody up.
 *
 * The owner touches its file now and then, for starters that cannot see its process (another container).
 */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { refuse } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import { type Owner, parseOwner, stateOf, thisProcess } from './owner.ts';

/** How often (ms) the owner touches its file, and how long an owner that cannot be seen may be silent. */
export const RHYTHM = { beat: 2_000, silence: 8_000 };

export interface Lock {
  release(): Promise<void>;
}

/** Throws a Refusal that says who holds the folder. `lost` is called when another took it over (we were frozen). */
export async function lockFolder(folder: string, lost: () => void, rhythm = RHYTHM): Promise<Lock> {
  const locks = join(folder, 'lock');
  await mkdir(locks, { recursive: true, mode: 0o700 });
  const owner = thisProcess(randomUUID());
  const number = await takeNumber(locks, owner, folder, rhythm);
  await dropLower(locks, number);
  const path = join(locks, String(number));
  const beat = setInterval(() => void keep(locks, number, path, lost), rhythm.beat);
  beat.unref();
  return {
    release: async () => {
      clearInterval(beat);
      await writeFile(path, JSON.stringify({ ...owner, released: true }), { mode: 0o600 });
    },
  };
}

async function takeNumber(
  locks: string,
  owner: Owner,
  folder: string,
  rhythm: typeof RHYTHM,
): Promise<number> {
  for (;;) {
    const highest = await highestIn(locks);
    if (highest > 0) await waitUntilGone(join(locks, String(highest)), folder, rhythm);
    const mine = highest + 1;
    if (!(await create(join(locks, String(mine)), owner))) continue;
    if ((await highestIn(locks)) === mine) return mine;
    // We were slow: others took higher numbers meanwhile, and cleared this one away before we made it.
    await rm(join(locks, String(mine)), { force: true });
  }
}

async function waitUntilGone(path: string, folder: string, rhythm: typeof RHYTHM): Promise<void> {
  for (;;) {
    const before = await lastBeat(path);
    if (before === undefined) return;
    const owner = parseOwner(await readFile(path, 'utf8').catch(() => ''));
    const state = owner ? stateOf(owner) : 'unsure';
    if (state === 'gone' || (state === 'unsure' && Date.now() - before > rhythm.silence)) return;
    if (state === 'alive') throw held(folder, owner);
    await pause(rhythm.beat / 4);
    const after = await lastBeat(path);
    if (owner && after !== undefined && after > before) throw held(folder, owner);
  }
}

async function lastBeat(path: string): Promise<number | undefined> {
  return stat(path).then(
    (entry) => entry.mtimeMs,
    () => undefined,
  );
}

async function create(path: string, owner: Owner): Promise<boolean> {
  try {
    await writeFile(path, JSON.stringify(owner), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function highestIn(locks: string): Promise<number> {
  return Math.max(0, ...(await numbersIn(locks)));
}

async function numbersIn(locks: string): Promise<number[]> {
  return (await readdir(locks)).filter((name) => /^\d+$/.test(name)).map(Number);
}

async function dropLower(locks: string, number: number): Promise<void> {
  const lower = (await numbersIn(locks)).filter((other) => other < number);
  await Promise.all(lower.map((other) => rm(join(locks, String(other)), { force: true })));
}

async function keep(locks: string, number: number, path: string, lost: () => void): Promise<void> {
  const highest = await highestIn(locks).catch(() => number);
  if (highest > number) return lost();
  const now = new Date();
  await utimes(path, now, now).catch(() => {});
}

function held(folder: string, owner: Owner | undefined) {
  const who = owner
    ? t('process {pid}, since {since}', { pid: String(owner.pid), since: owner.since })
    : t('another process');
  return refuse(
    'database.folder.in_use',
    'DATA_DIR',
    t('Another Bellwether ({who}) is using {folder}.', { who, folder }),
    t(
      'Stop that one first, give this one a folder of its own with DATA_DIR, or let both share a server with DATABASE_URL.',
    ),
  );
}
