import { expect, test } from 'vitest';
import { readTargets } from '../../src/posts/targets.ts';

const known = { targets: ['bluesky', 'web', 'news'], groups: { press: ['web', 'news'] } };
const read = (words: string) => readTargets(words, known, 'to');

test.each([
  ['Web', ['web']],
  ['BLUESKY, Press', ['bluesky', 'news', 'web']],
  ['web;bluesky', ['bluesky', 'web']],
  ['web & bluesky', ['bluesky', 'web']],
  ['web&bluesky ; news', ['bluesky', 'news', 'web']],
  ['ALL', ['bluesky', 'news', 'web']],
  ['"web", “bluesky”', ['bluesky', 'web']],
  ["['web' | 'bluesky']", ['bluesky', 'web']],
  ['web / bluesky + news', ['bluesky', 'news', 'web']],
  ['• web\n• bluesky', ['bluesky', 'web']],
  ['web、bluesky，news', ['bluesky', 'news', 'web']],
  ['\u200Bweb\u2060', ['web']],
  ['ｗｅｂ', ['web']],
])('%j names targets, whatever the case and the mark between them', (words, expected) => {
  expect(read(words)).toEqual(expected);
});

test('what is spelled exactly so comes first, and both forms of Unicode are one name', () => {
  const two = { targets: ['Web', 'web', 'caf\u00e9'], groups: {} };
  expect(readTargets('web', two, 'to')).toEqual(['web']);
  expect(readTargets('cafe\u0301', two, 'to')).toEqual(['caf\u00e9']);
});

test.each(['all - web', 'all -web', 'all except web', 'not web', 'web and bluesky?'])(
  '%j may mean something else, and is refused',
  (words) => {
    expect(() => read(words)).toThrow('is neither a target nor a group.');
  },
);

test('an unknown one is told as it was typed', () => {
  expect(() => read('Web, Nowhere')).toThrow('"Nowhere" is neither a target nor a group.');
});
