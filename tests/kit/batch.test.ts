import { describe, expect, test } from 'vitest';
import { batched } from '../../src/kit/batch.ts';
import { signal } from '../contract/signal.ts';

describe('batched', () => {
  test('calls of one turn go out together, and each gets its own answer', async () => {
    const flushes: number[][] = [];
    const double = batched(async (inputs: number[]) => {
      flushes.push(inputs);
      return inputs.map((input) => input * 2);
    });
    expect(await Promise.all([1, 2, 3].map(double))).toEqual([2, 4, 6]);
    expect(flushes).toEqual([[1, 2, 3]]);
  });

  test('calls of timers that are due at once go out together, also where flushing takes no turn of the event loop', async () => {
    const flushes: number[][] = [];
    const same = batched(async (inputs: number[]) => {
      flushes.push(inputs);
      return inputs;
    });
    const calls = [1, 2, 3].map(
      (number) => new Promise((resolve) => setTimeout(() => resolve(same(number)), 1)),
    );
    const allDue = performance.now() + 5;
    while (performance.now() < allDue);
    await Promise.all(calls);
    expect(flushes).toEqual([[1, 2, 3]]);
  });

  test('what comes in during a flush goes out in the next, in its order', async () => {
    const flushes: number[][] = [];
    const begun = signal();
    const first = signal();
    const same = batched(async (inputs: number[]) => {
      flushes.push(inputs);
      begun.reach();
      if (flushes.length === 1) await first.reached;
      return inputs;
    });
    const one = same(1);
    await begun.reached;
    const others = [2, 3, 4].map(same);
    first.reach();
    expect(await Promise.all([one, ...others])).toEqual([1, 2, 3, 4]);
    expect(flushes).toEqual([[1], [2, 3, 4]]);
  });

  test('takes no more than the limit at once', async () => {
    const flushes: number[][] = [];
    const same = batched(async (inputs: number[]) => {
      flushes.push(inputs);
      return inputs;
    }, 3);
    await Promise.all(Array.from({ length: 8 }, (_, index) => same(index)));
    expect(flushes.map((flush) => flush.length)).toEqual([3, 3, 2]);
  });

  test('a flush that fails fails its own calls, and the next ones go on', async () => {
    let fail = true;
    const same = batched(async (inputs: number[]) => {
      if (fail) throw new Error('the database is gone');
      return inputs;
    });
    const failing = [same(1), same(2)];
    for (const one of failing) await expect(one).rejects.toThrow('the database is gone');
    fail = false;
    expect(await same(3)).toBe(3);
  });

  test('a flush that throws at once does no harm either', async () => {
    const same = batched((): Promise<number[]> => {
      throw new Error('at once');
    });
    await expect(same(1)).rejects.toThrow('at once');
    await expect(same(2)).rejects.toThrow('at once');
  });
});
