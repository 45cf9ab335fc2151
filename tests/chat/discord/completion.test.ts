import { expect, test } from 'vitest';
import { completionsFor } from '../../../src/chat/discord/completion.ts';

const choices = [
  { value: 'bluesky', label: 'Bluesky' },
  { value: 'mastodon', label: 'Mastodon' },
];

test('completes what is being typed, by value or label', () => {
  expect(completionsFor(choices, '')).toHaveLength(2);
  expect(completionsFor(choices, 'MAST')).toEqual([{ name: 'Mastodon', value: 'mastodon' }]);
});

test('completes the last of several names and keeps the others', () => {
  expect(completionsFor(choices, 'bluesky,ma')).toEqual([
    { name: 'bluesky, Mastodon', value: 'bluesky, mastodon' },
  ]);
});

test('offers at most 25 of at most 100 characters', () => {
  const many = Array.from({ length: 40 }, (_, index) => ({ value: `v${index}`, label: `V${index}` }));
  expect(completionsFor(many, '')).toHaveLength(25);
  expect(completionsFor(choices, `${'x'.repeat(99)},blue`)).toEqual([]);
});
