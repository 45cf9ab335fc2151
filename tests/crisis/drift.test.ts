import { describe, expect, it } from 'vitest';
import { addToDay, type Drift, NO_DRIFT, restart } from '../../src/crisis/detection/drift.ts';
import { randomOf } from './background.ts';

/** Days of one slot each, with so many times what is usual. */
function play(before: Drift, times: number[]): { drift: Drift; rates: number[] } {
  let drift = before;
  const rates = times.map((one) => {
    const slot = { count: 500 * one, usual: 500, rhythm: 'week' as const, negative: null, authors: null };
    const day = addToDay(drift, slot, 1);
    drift = day.drift;
    return day.rate ?? Number.POSITIVE_INFINITY;
  });
  return { drift, rates };
}

/** Up to a fifth more or less. */
function ordinary(count: number): number[] {
  const random = randomOf(4);
  return Array.from({ length: count }, () => 0.8 + 0.4 * random());
}

describe('a slow burn', () => {
  it('is no ordinary day: once in half a year at most', () => {
    const { rates } = play(NO_DRIFT, ordinary(180));
    expect(rates.filter((rate) => rate < 1 / 7).length).toBeLessThanOrEqual(1);
  });

  it('is felt in the first days of a third more, though each day alone says little', () => {
    const { drift } = play(NO_DRIFT, ordinary(30));
    const { rates } = play(drift, [1.35, 1.35, 1.35, 1.35, 1.35]);
    expect(rates[0]).toBeGreaterThan(1 / 7);
    expect(rates.at(-1)).toBeLessThan(1 / 30);
  });

  it('is no single day, however great', () => {
    const { drift } = play(NO_DRIFT, ordinary(30));
    expect(play(drift, [50]).rates[0]).toBeGreaterThan(1 / 7);
  });

  it('begins anew once it was told', () => {
    const { drift } = play(NO_DRIFT, [1.5, 1.5, 1.5]);
    expect(drift.height).toBeGreaterThan(0);
    expect(restart(drift)).toEqual({ ...drift, height: 0 });
  });

  it('is not looked for before the days of the week are known', () => {
    const slot = { count: 500, usual: 100, rhythm: 'day' as const, negative: null, authors: null };
    expect(addToDay(NO_DRIFT, slot, 1)).toEqual({ drift: NO_DRIFT, rate: undefined });
  });
});
