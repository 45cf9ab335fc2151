import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalised } from '../../../src/posts/likeness.ts';
import { rule as duplicates } from '../../../src/posts/preflight/rules/duplicates.ts';
import { candidate, NOW } from './candidate.ts';

const TEXT = 'The door of our new shop in the High Street is open from today on, come in and look around';
const post = (postId: number, text: string, at = NOW - 3_600_000) => ({ postId, text, at });
const told = (text: string, ...earlier: ReturnType<typeof post>[]) =>
  duplicates.find(candidate({ text, earlier }));

test('the same text is told, with which post and when', () => {
  const older = post(3, TEXT, NOW - 7_200_000);
  expect(told(TEXT.toUpperCase(), older, post(7, ` ${TEXT}`))).toEqual([
    {
      id: 'post.duplicate.exact',
      level: 'warning',
      field: 'text',
      about: '7',
      message: 'Post 7 says the same to Acme on the web: Sun 22 Nov 2026, 12:00 (Europe/Copenhagen).',
      remedy: 'Say something new, or have the repeat approved.',
    },
  ]);
});

test('nearly the same text is told, the nearest one, with how alike it is', () => {
  const found = told(TEXT, post(3, `${TEXT} please do so now`), post(7, `${TEXT} please`));
  expect(found).toMatchObject([
    {
      id: 'post.duplicate.near',
      level: 'warning',
      about: '7',
      message:
        'Post 7 says nearly the same to Acme on the web (94 % alike): Sun 22 Nov 2026, 12:00 (Europe/Copenhagen).',
    },
  ]);
});

test('what is less alike than the team wants to hear of is not told', () => {
  const earlier = [post(7, `${TEXT} please`)];
  const similarity = (value: number) => ({ team: { preflight: { similarity: value } } });
  expect(duplicates.find(candidate({ text: TEXT, earlier, ...similarity(0.95) }))).toEqual([]);
  expect(duplicates.find(candidate({ text: TEXT, earlier, ...similarity(0.9) }))).toHaveLength(1);
});

test('pictures without a text are no duplicates of each other by their text', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const ids = told(text, post(1, text)).map(({ id }) => id);
      expect(ids).toEqual(normalised(text) === '' ? [] : ['post.duplicate.exact']);
    }),
  );
});
