import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AUDIENCES, isWider, narrowest } from '../../src/people/audience.ts';

test('the narrowest of several is seen by no more people than any of them', () => {
  const audience = fc.constantFrom(...AUDIENCES);
  fc.assert(
    fc.property(audience, fc.array(audience), (first, others) => {
      const found = narrowest(first, ...others);
      expect([first, ...others]).toContain(found);
      expect([first, ...others].some((one) => isWider(found, one))).toBe(false);
    }),
  );
});

test.each([
  ['public', 'direct', 'direct'],
  ['followers', 'unlisted', 'followers'],
  ['unlisted', 'unlisted', 'unlisted'],
] as const)('of %s and %s it is %s', (one, other, found) => {
  expect(narrowest(one, other)).toBe(found);
});
