/** Chance that comes from a seed: the same seed, the same chances. */
export interface Random {
  /** From 0 up to, and without, 1. */
  next(): number;
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** That many different ones (at most all), in a new order. */
  some<T>(list: readonly T[], count: number): T[];
}

export function randomOf(seed: number): Random {
  const next = mulberry32(seed);
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick: <T>(list: readonly T[]) => list[between(0, list.length - 1)] as T,
    some: <T>(list: readonly T[], count: number) => shuffled(list, between).slice(0, count),
  };
}

/** The seed of one run. */
export function seedOf(seed: number, index: number): number {
  return Math.floor(mulberry32(seed ^ Math.imul(index + 1, 0x9e3779b1))() * 2 ** 32);
}

/** Tommy Ettinger's, in the public domain. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function shuffled<T>(list: readonly T[], between: Random['between']): T[] {
  const all = [...list];
  for (let last = all.length - 1; last > 0; last -= 1) {
    const other = between(0, last);
    [all[last], all[other]] = [all[other] as T, all[last] as T];
  }
  return all;
}
