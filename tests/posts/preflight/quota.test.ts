import { expect, test } from 'vitest';
import { rule as withinQuota } from '../../../src/posts/preflight/rules/within-quota.ts';
import type { Quota } from '../../../src/posts/quota.ts';
import { candidate, NOW } from './candidate.ts';

const others = (count: number, pictures = 0) =>
  Array.from({ length: count }, (_, index) => ({ at: NOW - index * 1_000, pictures }));
const told = (quota: Quota, used: number, more = {}) =>
  withinQuota.find(candidate({ quotas: [quota], others: others(used), ...more }));
const levels = (quota: Quota, used: number) => told(quota, used).map(({ level }) => level);

test('more than a target takes is an error, nearly as much a warning', () => {
  const quota: Quota = { most: 10, of: 'posts', per: 'day' };
  expect(levels(quota, 8)).toEqual([]);
  expect(levels(quota, 9)).toEqual(['warning']);
  expect(levels(quota, 10)).toEqual(['error']);
  expect(told(quota, 10)[0]).toEqual({
    id: 'webhook.quota',
    level: 'error',
    field: 'at',
    about: 'posts day',
    message: 'Acme on the web takes 10 posts a day; 10 are out or scheduled around then.',
    remedy: 'Choose another time, or leave Acme on the web out.',
  });
});

test('the first of one a day is no news', () => {
  const quota: Quota = { most: 1, of: 'posts', per: 'day' };
  expect(levels(quota, 0)).toEqual([]);
  expect(told(quota, 1)[0]?.message).toBe(
    'Acme on the web takes 1 post a day; 1 is out or scheduled around then.',
  );
});

test.each<[number, string]>([
  [60_000, 'in a minute'],
  [300_000, 'in 5 minutes'],
  [3_600_000, 'in an hour'],
  [86_400_000, 'in 24 hours'],
])('a span of %d ms is told as "%s"', (per, words) => {
  expect(told({ most: 2, of: 'posts', per }, 2)[0]?.message).toContain(`takes 2 posts ${words};`);
});

test('an answer to somebody else is not held to what it takes nothing of', () => {
  const author = { id: 'kim', handle: '@kim' };
  const answers = { id: 'm1', author, audience: 'public' as const, warning: '' };
  const quota: Quota = { most: 1, of: 'posts', per: 'day' };
  expect(told(quota, 1, { content: { answers } })).toHaveLength(1);
  expect(told({ ...quota, besideAnswers: true }, 1, { content: { answers } })).toEqual([]);
  expect(told({ ...quota, besideAnswers: true }, 1)).toHaveLength(1);
});

test('a quota of answers holds an answer back, and no post', () => {
  const author = { id: 'kim', handle: '@kim' };
  const answers = { id: 'm1', author, audience: 'public' as const, warning: '' };
  const quota: Quota = { most: 1, of: 'answers', per: 'day' };
  const more = { others: [{ at: NOW, pictures: 0, isAnswer: true as const }] };
  expect(told(quota, 1, more)).toEqual([]);
  const found = told(quota, 1, { ...more, content: { answers } });
  expect(found.map(({ message }) => message)).toEqual([expect.stringContaining('takes 1 answer a day;')]);
});

test('pictures count where they are what is limited, and only for a post that has some', () => {
  const quotas: Quota[] = [{ most: 30, of: 'pictures', per: 1_800_000 }];
  const media = [{ hash: 'a', alt: 'A door' }];
  const with30 = { quotas, others: others(10, 3) };
  expect(withinQuota.find(candidate(with30))).toEqual([]);
  expect(withinQuota.find(candidate({ ...with30, content: { media } }))[0]?.message).toBe(
    'Acme on the web takes 30 pictures in 30 minutes; 30 are out or scheduled around then.',
  );
});
