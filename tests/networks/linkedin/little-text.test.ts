import { readLittleText } from '@bellwether/local-networks/linkedin/little-text.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromLittleText, toLittleText } from '../../../src/networks/linkedin/little-text.ts';

/** Rich in what is reserved, and in what surrounds it. */
const text = fc
  .array(
    fc.constantFrom(
      ...'\\|{}@[]()<>#*_~ \n.aä1é😀'.split(/(?:)/u),
      'hashtag',
      '{hashtag|\\#|',
      '#tag',
      '@[A](urn:li:organization:1)',
    ),
    {
      maxLength: 30,
    },
  )
  .map((parts) => parts.join(''));

describe('little text', () => {
  it.each([
    ['Nothing to escape.', 'Nothing to escape.'],
    ['(a) [b] {c} <d>', '\\(a\\) \\[b\\] \\{c\\} \\<d\\>'],
    ['snake_case * ~ | \\', 'snake\\_case \\* \\~ \\| \\\\'],
    ['me@example.org', 'me\\@example.org'],
    ['#Launch day, #1 of C#', '{hashtag|\\#|Launch} day, \\#1 of C\\#'],
    ['#über and #日本', '{hashtag|\\#|über} and {hashtag|\\#|日本}'],
    ['a#b, ##c, #d_e', 'a\\#b, \\#\\#c, \\#d\\_e'],
  ])('of %j is %j', (plain, written) => {
    expect(toLittleText(plain)).toBe(written);
  });

  it('shows people what was written, whatever it holds: nothing is cut off, and no backslash is left over (brightbean PR #121, xagent#2555)', () => {
    fc.assert(
      fc.property(text, (plain) => {
        expect(readLittleText(toLittleText(plain))).toBe(plain);
      }),
      { numRuns: 1_000 },
    );
  });

  it('read back is what was written', () => {
    fc.assert(
      fc.property(text, (plain) => {
        expect(fromLittleText(toLittleText(plain))).toBe(plain);
      }),
      { numRuns: 1_000 },
    );
  });
});
