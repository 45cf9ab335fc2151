/** Says a command 200 times a second and takes down how long each waited for its acknowledgement. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Print } from '../run.ts';
import { percentile, round } from './figures.ts';

const PER_SECOND = 200;
const WARM_UP = 400;
const COUNT = 2_000;
/** Ours and bare take turns, so that a busy moment of the machine hits both. */
const ROUNDS = 3;

export interface Contender {
  name: 'ours' | 'bare';
  /** Says the command; resolves with the ms until its acknowledgement. */
  say(): Promise<number | null>;
}

/** `open` starts one contender at a time, alone on the machine. */
export async function compare(
  print: Print,
  open: (name: Contender['name']) => Promise<Contender & { close(): Promise<void> }>,
): Promise<void> {
  const waits = { ours: [] as number[], bare: [] as number[] };
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    for (const name of ['bare', 'ours'] as const) {
      const contender = await open(name);
      await load(contender, WARM_UP);
      waits[name].push(...(await load(contender, COUNT)));
      await contender.close();
    }
  }
  for (const share of [0.5, 0.99]) {
    const ours = percentile(waits.ours, share);
    const bare = percentile(waits.bare, share);
    const ratio = round(ours / bare);
    const missed = (ROUNDS * COUNT - waits.ours.length) as number;
    print({
      figure: `p${share * 100}`,
      unit: 'ms',
      per_second: PER_SECOND,
      count: waits.ours.length,
      missed,
      ours,
      bare,
      ratio,
      goal: 1.2,
      reached: ratio <= 1.2,
    });
  }
}

async function load(contender: Contender, count: number): Promise<number[]> {
  const started = performance.now();
  const asked: Promise<number | null>[] = [];
  for (let n = 0; n < count; n += 1) {
    const wait = started + (n * 1_000) / PER_SECOND - performance.now();
    if (wait > 0) await pause(wait);
    asked.push(contender.say());
  }
  return (await Promise.all(asked)).filter((wait) => wait !== null);
}
