import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countFor } from '../../../src/networks/mastodon/count.ts';

const count = countFor(23);

describe("Mastodon's count", () => {
  it.each([
    ['', 0],
    [' \n ', 0],
    ['hello', 5],
    ['👨‍👩‍👧‍👦!', 2],
    ['https://example.org', 23],
    ['http://a.io', 23],
    ['see https://example.org/a_(b)_c, and', 4 + 23 + 5],
    ['(https://example.org/a)', 25],
    ['https://example.org/a.', 24],
    ['https://example.org?q=a&b=ü#x', 23],
    ['https://例え.jp/パス', 23],
    ['example.org/path', 16],
    ['mailto:a@b.org', 14],
    ['@friend@example.org', 7],
    ['@friend', 7],
    ['a@friend@example.org', 20],
    ['@friend@example.org: hi', 11],
    ['https://example.org/@friend@example.com', 23],
  ])('of %j is %i', (text, expected) => {
    expect(count(text)).toBe(expected);
  });

  it('gives every address the weight that the instance reserves', () => {
    const path = fc.stringMatching(/^[a-z0-9/_-]{0,80}$/);
    fc.assert(
      fc.property(path, fc.integer({ min: 5, max: 60 }), fc.nat({ max: 5 }), (given, weight, more) => {
        const text = Array.from({ length: more + 1 }, () => `https://example.org/${given}`).join(' ');
        expect(countFor(weight)(text)).toBe(weight * (more + 1) + more);
      }),
    );
  });

  it('of any text is quickly done', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('(', ')', 'h', 'https://a.b/', '@a@b.c', '.', '?'),
          maxLength: 400,
        }),
        (text) => {
          const started = performance.now();
          count(text);
          expect(performance.now() - started).toBeLessThan(200);
        },
      ),
    );
  });
});
