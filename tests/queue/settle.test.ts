import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backOff } from '../../src/queue/settle.ts';

test('the pause doubles from a second, and stays at five minutes', () => {
  const pauses = [0, 1, 2, 8, 9, 50, 2_000].map((attempt) => backOff(attempt, () => 0));
  expect(pauses).toEqual([1_000, 2_000, 4_000, 256_000, 300_000, 300_000, 300_000]);
});

test('chance shortens a pause by a half at most', () => {
  const chance = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
  fc.assert(
    fc.property(fc.nat(100), chance, (attempt, value) => {
      const longest = backOff(attempt, () => 0);
      const pause = backOff(attempt, () => value);
      return pause <= longest && pause >= longest / 2 - 1;
    }),
  );
});
