import { describe, expect, test } from 'vitest';
import { liesWithin, overlaps, readScope } from '../../src/posts/freeze.ts';

const known = { targets: ['bluesky', 'mastodon', 'web'], groups: { public: ['bluesky', 'mastodon'] } };

describe('a scope', () => {
  test('is everything, or the targets that are named, also by their groups', () => {
    expect(readScope(' All ', known)).toEqual({ targets: null, words: 'all' });
    expect(readScope('', known)).toEqual({ targets: null, words: 'all' });
    expect(readScope('web, public', known).targets).toEqual(['bluesky', 'mastodon', 'web']);
  });

  test.each([
    ['a target in itself', ['web'], ['web'], true],
    ['a target in its group', ['bluesky'], ['bluesky', 'mastodon'], true],
    ['anything in everything', ['web'], null, true],
    ['everything in itself', null, null, true],
    ['a group in one of its targets', ['bluesky', 'mastodon'], ['bluesky'], false],
    ['everything in all targets that there are by now', null, known.targets, false],
    ['what has only something in common', ['bluesky', 'web'], ['bluesky', 'mastodon'], false],
  ])('lies within another or not: %s', (_what, one, other, within) => {
    expect(liesWithin(one, other)).toBe(within);
    expect(overlaps(one, other)).toBe(true);
  });

  test('has nothing in common with one of other targets', () => {
    expect(overlaps(['web'], ['bluesky'])).toBe(false);
  });
});
