/** Says a command 200 times a second and takes down how long each waited for its acknowledgement. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Print } from '../run.ts';
import { beside, type Neighbour } from './busy.ts';
import { percentile, round } from './figures.ts';
import { inEachPlace } from './places.ts';
import { type Running, runBare, runBot, teamFile } from './world.ts';

const PER_SECOND = 200;
const WARM_UP = 400;
const COUNT = 2_000;
/** Ours and bare take turns, so that a busy moment of the machine hits both. */
const ROUNDS = 3;
/** Of ours to bare, alone on the machine and beside a process that keeps a core busy. */
const GOALS: Record<Neighbour, number> = { nothing: 1.2, 'a busy core': 1.5 };

/** A local chat in which one person says a command. */
export interface Chat {
  /** What makes a bot of its own hear that chat. */
  environment: Record<string, string>;
  /** Says the command; resolves with the ms until its acknowledgement. */
  say(): Promise<number | null>;
  stop(): Promise<void>;
}

interface Waits {
  ours: number[];
  bare: number[];
}

/** `bare` names the counterpart in this folder. Each bot gets a chat of its own, and runs while the other does not. */
export async function compare(print: Print, bare: string, startChat: () => Promise<Chat>): Promise<void> {
  const team = await teamFile('http://127.0.0.1:9/');
  await inEachPlace(async (place) => {
    const environment = { ...place.environment, TEAM_FILE: team };
    for (const neighbour of Object.keys(GOALS) as Neighbour[]) {
      const waits = await beside(neighbour, () =>
        takeTurns(startChat, {
          ours: (chat) => runBot('all', { ...environment, ...chat.environment }),
          bare: (chat) => runBare(bare, { ...environment, ...chat.environment }),
        }),
      );
      for (const share of [0.5, 0.99])
        print({ on: place.name, beside: neighbour, ...figureAt(share, waits, GOALS[neighbour]) });
    }
  });
}

async function takeTurns(
  startChat: () => Promise<Chat>,
  start: Record<keyof Waits, (chat: Chat) => Promise<Running>>,
): Promise<Waits> {
  const waits: Waits = { ours: [], bare: [] };
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    for (const name of ['bare', 'ours'] as const) {
      const chat = await startChat();
      const bot = await start[name](chat);
      await load(chat, WARM_UP);
      waits[name].push(...(await load(chat, COUNT)));
      await bot.stop();
      await chat.stop();
    }
  }
  return waits;
}

async function load(chat: Chat, count: number): Promise<number[]> {
  const started = performance.now();
  const asked: Promise<number | null>[] = [];
  for (let n = 0; n < count; n += 1) {
    const wait = started + (n * 1_000) / PER_SECOND - performance.now();
    if (wait > 0) await pause(wait);
    asked.push(chat.say());
  }
  return (await Promise.all(asked)).filter((wait) => wait !== null);
}

function figureAt(share: number, waits: Waits, goal: number): Record<string, unknown> {
  const ours = percentile(waits.ours, share);
  const bare = percentile(waits.bare, share);
  const ratio = round(ours / bare);
  return {
    figure: `p${share * 100}`,
    unit: 'ms',
    per_second: PER_SECOND,
    count: waits.ours.length,
    missed: ROUNDS * COUNT - waits.ours.length,
    ours,
    bare,
    ratio,
    goal,
    reached: ratio <= goal,
  };
}
