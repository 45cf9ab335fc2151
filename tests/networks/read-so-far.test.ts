import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ReadSoFar } from '../../src/networks/read-so-far.ts';

function readOf(ats: number[]): ReadSoFar {
  const read = new ReadSoFar();
  for (const at of ats) read.note(at);
  return read;
}

it('read newest first to before an instant, has left nothing that was written since', () => {
  expect(readOf([5, 4, 4, 2]).cutAt(3)).toBeUndefined();
  expect(readOf([5, 4]).cutAt(3)).toBe(4);
  expect(readOf([5, 3]).cutAt(3)).toBe(3);
});

it('read in another order, may have left whatever is older than the newest', () => {
  expect(readOf([2, 4, 1]).cutAt(3)).toBe(4);
  expect(readOf([1, 2]).cutAt(3)).toBe(3);
});

it('never says that nothing is missing where what was left may be younger', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9), { minLength: 1 }), fc.nat(9), fc.nat(9), (ats, left, since) => {
      const isNewestFirst = ats.every((at, index) => index === 0 || at <= (ats[index - 1] ?? at));
      // What follows a list that is told newest first is older than its last.
      if (isNewestFirst && left > Math.min(...ats)) return;
      if (left >= since) expect(readOf(ats).cutAt(since)).toBeDefined();
    }),
  );
});
