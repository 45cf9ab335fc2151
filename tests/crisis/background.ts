/** Made-up mentions: negative binomial around a daily rhythm, quieter on weekends, the same for the same seed. */
import type { Slot } from '../../src/crisis/detection/slot.ts';

export const SLOT = 300_000;
export const SLOTS_A_DAY = 288;
/** A Monday. */
export const BEGIN = Date.UTC(2026, 8, 7);

export interface Background {
  seed: number;
  /** Mentions in a slot, on average over a working day. */
  level: number;
  /** Of the negative binomial: 2 varies as brands' mentions do. */
  size?: number;
  /** Of the mentions. Left out: moods are not known. */
  negative?: number;
}

export type Random = () => number;

/** Uniform in 0..1 (mulberry32). */
export function randomOf(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The slot with that number, and what is on top: a multiple of what is usual, and another share of negative ones. */
export function slotAt(
  number: number,
  { level, size = 2, negative }: Background,
  random: Random,
  crisis: { times?: number; negative?: number } = {},
): Slot {
  const at = BEGIN + number * SLOT;
  const mean = level * rhythm(at) * (crisis.times ?? 1);
  const count = poisson(mean * gamma(size, random), random);
  const share = crisis.negative ?? negative;
  if (share === undefined) return { at, count };
  let bad = 0;
  for (let index = 0; index < count; index += 1) if (random() < share) bad += 1;
  return { at, count, negative: bad };
}

function rhythm(at: number): number {
  const hour = (at / 3_600_000) % 24;
  const weekend = new Date(at).getUTCDay() % 6 === 0;
  return (1 + 0.7 * Math.sin(((hour - 9) / 24) * 2 * Math.PI)) * (weekend ? 0.6 : 1);
}

/** With mean 1 and that shape (Marsaglia and Tsang 2000; shape from 1 on). */
function gamma(shape: number, random: Random): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const normal = normalOf(random);
    const cube = (1 + c * normal) ** 3;
    if (cube <= 0) continue;
    if (Math.log(random()) < normal ** 2 / 2 + d - d * cube + d * Math.log(cube)) return (d * cube) / shape;
  }
}

function normalOf(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function poisson(mean: number, random: Random): number {
  if (mean > 200) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normalOf(random)));
  const limit = Math.exp(-mean);
  let [count, product] = [0, random()];
  while (product > limit) {
    count += 1;
    product *= random();
  }
  return count;
}
