import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Mutex } from '../../../src/store/open/mutex.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('turns are given in the order of asking, one at a time', async () => {
  const mutex = new Mutex(1_000);
  const order: number[] = [];
  await Promise.all(
    [1, 2, 3].map(async (number) => {
      const giveBack = await mutex.acquire();
      order.push(number);
      await Promise.resolve();
      order.push(number);
      giveBack();
    }),
  );
  expect(order).toEqual([1, 1, 2, 2, 3, 3]);
});

test('a long queue of short turns refuses nobody, however long it takes', async () => {
  const mutex = new Mutex(1_000);
  let done = 0;
  const all = Array.from({ length: 50 }, async () => {
    const giveBack = await mutex.acquire();
    await new Promise((resolve) => setTimeout(resolve, 100));
    done += 1;
    giveBack();
  });
  await vi.advanceTimersByTimeAsync(50 * 100);
  await Promise.all(all);
  expect(done).toBe(50);
});

test('a turn that does not end refuses each who has waited as long as the patience, and not before', async () => {
  const mutex = new Mutex(1_000);
  const giveBack = await mutex.acquire();
  const told: string[] = [];
  const wait = (name: string) =>
    mutex.acquire().then(
      (back) => {
        told.push(`${name} has its turn`);
        back();
      },
      () => told.push(`${name} refused`),
    );
  const first = wait('first');
  await vi.advanceTimersByTimeAsync(600);
  const second = wait('second');
  await vi.advanceTimersByTimeAsync(399);
  expect(told).toEqual([]);
  await vi.advanceTimersByTimeAsync(100);
  expect(told).toEqual(['first refused']);
  giveBack();
  await Promise.all([first, second]);
  expect(told).toEqual(['first refused', 'second has its turn']);
});

test('after a turn that did not end the others go on, and a turn is ended once', async () => {
  const mutex = new Mutex(1_000);
  const stuck = await mutex.acquire();
  const refused = expect(mutex.acquire()).rejects.toThrow('longer than 1000 ms');
  await vi.advanceTimersByTimeAsync(1_000);
  await refused;
  stuck();
  stuck();
  const next = await mutex.acquire();
  const waits = mutex.acquire();
  next();
  (await waits)();
  await expect(mutex.acquire()).resolves.toBeTypeOf('function');
});
