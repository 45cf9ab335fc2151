/** The lives of a moderating process in one phase of a run: each ends by a kill, the last one by itself. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { Database } from '../../../src/store/database.ts';
import { freeLeases } from '../leases.ts';
import { liveOnce } from '../lives.ts';
import type { Life } from './life.ts';

/** A PostgreSQL for two workers beside each other; its tables are emptied for each run. */
export interface Server {
  url: string;
  database: Database;
}

export interface Lived {
  /** What the last one says of what is left. */
  last: Known;
  /** Lives that were ended by a kill. */
  kills: number;
  lives: number;
}

export interface Known {
  unfinished: number[];
  standing: number[];
}

export async function lives(
  program: string,
  server: Server | undefined,
  kills: number[],
  life: Omit<Life, 'killAt'>,
): Promise<Lived> {
  let died = 0;
  for (const [index, killAt] of [...kills, 0].entries()) {
    const ended = await (server
      ? liveBeside(program, server, life, killAt)
      : liveOnce<Known>(program, { ...life, killAt }));
    if (ended) return { last: ended, kills: died, lives: index + 1 };
    died += 1;
  }
  throw new Error('A process that nobody kills was killed.');
}

/** With another worker at the same database, which goes on for a moment when this one is killed, and is killed then. */
async function liveBeside(
  program: string,
  { database }: Server,
  life: Omit<Life, 'killAt'>,
  killAt: number,
): Promise<Known | undefined> {
  const beside = start(program, { ...life, killAt: 0, role: 'beside' });
  const gone = once(beside, 'close');
  const ended = await liveOnce<Known>(program, { ...life, killAt });
  if (ended) beside.stdin.end();
  else {
    await wait(LEFT_ALONE);
    beside.kill('SIGKILL');
  }
  const [code, signal] = (await gone) as [number | null, string | null];
  if (code !== 0 && signal !== 'SIGKILL') throw new Error(`The worker beside it failed (${code ?? signal}).`);
  // Claims end by themselves.
  await freeLeases(database);
  return ended;
}

function start(program: string, life: Life): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [program, JSON.stringify(life)]);
}

/** ms */
const LEFT_ALONE = 300;
