import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fingerprint, likeness, normalised, shingles } from '../../src/posts/likeness.ts';

const alike = (one: string, other: string) => likeness(shingles(one), shingles(other));
const shared = (one: string, other: string) => {
  const keys = new Set(fingerprint(one));
  return fingerprint(other).filter((key) => keys.has(key)).length;
};
const words = fc.array(fc.stringMatching(/^[a-z]{3,8}$/), { minLength: 8, maxLength: 40 });

describe('likeness', () => {
  test.each<[string, string, number]>([
    ['The door is open today', 'the DOOR is  open, today!', 1],
    ['The door is open today', 'The door is open tomorrow', 0.5],
    ['The door is open today', 'Nothing of it at all', 0],
    ['Hello world', 'Hello world', 1],
    ['Hello world', 'Hello there', 0],
    ['', '', 0],
    ['🔥🔥', '🔥🔥', 0],
    ['本日開店しました', '本日開店しました。', 1],
  ])('of %j and %j is %d', (one, other, expected) => {
    expect(alike(one, other)).toBeCloseTo(expected);
  });

  test('an address counts as one word, however long it is', () => {
    const post = (link: string) => `Our new article tells how the door was made and why: ${link}`;
    const first = post('https://example.org/2026/11/a-door-of-many-words-indeed');
    const second = post('https://example.org/2026/11/a-door-of-many-words-again');
    expect(shingles(first).size).toBe(10);
    expect(alike(first, second)).toBeCloseTo(9 / 11);
  });

  test('is the same in both directions, and 1 with itself', () => {
    fc.assert(
      fc.property(words, words, (one, other) => {
        const [a, b] = [one.join(' '), other.join(' ')];
        expect(alike(a, b)).toBe(alike(b, a));
        expect(alike(a, a)).toBe(1);
      }),
    );
  });

  test('is told of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(alike(text, text)).toBe(shingles(text).size === 0 ? 0 : 1);
      }),
    );
  });
});

describe('a fingerprint', () => {
  test('is the same for what is the same but for case, accents and blanks', () => {
    expect(normalised('  Un  CAFÉ\n noir ')).toBe('un cafe noir');
    expect(fingerprint('  Un  CAFÉ\n noir ')).toEqual(fingerprint('un cafe noir'));
  });

  test('of a text without words is one number, and of no text none', () => {
    expect(fingerprint('🔥🔥')).toHaveLength(1);
    expect(fingerprint(' \n ')).toEqual([]);
  });

  test('is made of numbers that a database holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const key of fingerprint(text)) expect(Number.isSafeInteger(key) && key >= 0).toBe(true);
      }),
    );
  });

  test('does not change: it is stored', () => {
    expect(fingerprint('The door is open today, come in and look around').slice(0, 3)).toMatchInlineSnapshot(`
      [
        207642922943412,
        124096236866246,
        268233960027943,
      ]
    `);
  });

  test('shares a number with what is alike at 0.8, in practically every case', () => {
    // One word changed of these leaves them about this much alike.
    const many = fc.array(fc.stringMatching(/^[a-z]{4,8}$/), { minLength: 29, maxLength: 50 });
    let missed = 0;
    let looked = 0;
    fc.assert(
      fc.property(many, fc.nat(), (some, at) => {
        const changed = some.with(at % some.length, 'changed');
        if (alike(some.join(' '), changed.join(' ')) < 0.8) return;
        looked += 1;
        if (shared(some.join(' '), changed.join(' ')) === 0) missed += 1;
      }),
      { numRuns: 600 },
    );
    expect(looked).toBeGreaterThan(300);
    expect(missed).toBeLessThanOrEqual(2);
  });

  test('shares none with what has nothing in common', () => {
    fc.assert(
      fc.property(words, words, (one, other) => {
        const [a, b] = [one.join(' '), other.map((word) => `${word}x9`).join(' ')];
        expect(alike(a, b)).toBe(0);
        expect(shared(a, b)).toBe(0);
      }),
    );
  });
});
