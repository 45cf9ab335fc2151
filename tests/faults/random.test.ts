import { expect, test } from 'vitest';
import { randomOf, seedOf } from './random.ts';

const LIST = [1, 2, 3, 4, 5, 6, 7, 8];

function drawn(seed: number) {
  const random = randomOf(seed);
  return [random.next(), random.between(1, 100), random.chance(0.5), random.pick(LIST), random.some(LIST, 3)];
}

test('the same seed gives the same, and another gives other', () => {
  expect(drawn(7)).toEqual(drawn(7));
  expect(drawn(7)).not.toEqual(drawn(8));
});

test('runs of one seed have seeds of their own, and the same ones each time', () => {
  const seeds = LIST.map((index) => seedOf(1, index));
  expect(new Set(seeds).size).toBe(LIST.length);
  expect(LIST.map((index) => seedOf(1, index))).toEqual(seeds);
  expect(LIST.map((index) => seedOf(2, index))).not.toEqual(seeds);
});

test('stays within its bounds and comes to both ends', () => {
  const random = randomOf(3);
  const thrown = Array.from({ length: 600 }, () => random.between(1, 6));
  expect([Math.min(...thrown), Math.max(...thrown)]).toEqual([1, 6]);
  expect(random.some(LIST, 20).sort()).toEqual(LIST);
});
