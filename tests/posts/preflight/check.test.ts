import { expect, test } from 'vitest';
import {
  beyond,
  findingsIn,
  only,
  sharedFindingsIn,
  sharedWarningsIn,
  warningsIn,
  withOthers,
} from '../../../src/posts/preflight/check.ts';

const warning = (id: string, message: string, about?: string) => ({
  ...{ id, message, about, level: 'warning' as const, field: 'text', remedy: '' },
});
const check = (target: string, ...findings: ReturnType<typeof warning>[]) => ({
  ...{ target, title: target, counts: [], findings },
});

test('what is found at several targets is told once, and accepted for each', () => {
  const checks = [check('a', warning('x', 'Same')), check('b', warning('x', 'Same'))];
  expect(findingsIn(checks)).toHaveLength(1);
  expect(warningsIn(checks).map(({ target }) => target)).toEqual(['a', 'b']);
});

test('what differs by the title alone is told once, with the others that say it', () => {
  const keeps = (title: string, remedy = `Leave ${title} out.`) => ({
    ...warning(`${title}.alt`, `${title} keeps no alt text.`),
    remedy,
  });
  const told = sharedFindingsIn([
    check('X', keeps('X')),
    check('Threads', keeps('Threads'), warning('threads.words', 'Threads is named in the text.')),
    check('Pinterest', keeps('Pinterest', 'Name a second instead.')),
    check('LinkedIn', keeps('LinkedIn'), warning('linkedin.quota', '9 of 10')),
    check('Our page', warning('page.quota', '9 of 10')),
  ]);
  expect(told.map(({ one, others }) => [one.id, others])).toEqual([
    ['X.alt', ['Threads', 'LinkedIn']],
    ['threads.words', []],
    ['Pinterest.alt', []],
    ['linkedin.quota', []],
  ]);
});

test('what two say in the same words with a remedy each is told with both', () => {
  const says = (title: string, remedy: string) =>
    check(title, { ...warning('post.price', 'It costs.'), remedy });
  const told = sharedFindingsIn([
    says('X', 'Leave the link out.'),
    says('Y', 'Leave Y out.'),
    says('Z', 'Leave Y out.'),
  ]);
  expect(told.map(({ one }) => one.remedy)).toEqual(['Leave the link out.', 'Leave Y out.']);
});

test('warnings that were kept are told once for all whose title alone differs', () => {
  const kept = ['x', 'threads', 'web'].map((target) => ({
    ...{ target, id: `${target}.media.alt`, about: undefined },
    message: target === 'web' ? 'Nobody reads it.' : `Acme on ${target} keeps no alt text.`,
  }));
  const told = sharedWarningsIn(kept, (target) => `Acme on ${target}`);
  expect(told.map(({ one, others }) => withOthers(one.message, others))).toEqual([
    'Acme on x keeps no alt text. The same goes for Acme on threads.',
    'Nobody reads it.',
  ]);
});

test('what is quoted of two texts is told of both, also where they differ by the title alone', () => {
  const says = (title: string) =>
    warning('post.words', `The text for ${title} says "best": "${title} is best".`);
  const told = sharedFindingsIn([check('Acme', says('Acme')), check('Beta', says('Beta'))]);
  expect(told.map(({ others }) => others)).toEqual([[], []]);
});

test('two links are told of both, also where they differ by the title alone', () => {
  const broken = (title: string) => {
    const link = `https://acme.example/${title}`;
    return warning('post.link.broken', `${link} leads nowhere.`, link);
  };
  const checks = [check('shop-de', broken('shop-de')), check('shop-fr', broken('shop-fr'))];
  expect(sharedFindingsIn(checks).map(({ others }) => others)).toEqual([[], []]);
  expect(sharedWarningsIn(warningsIn(checks), (target) => target)).toHaveLength(2);
});

test('what was seen is known again by what it is about, not by its words', () => {
  const seen = warningsIn([
    check('a', warning('duplicate', 'Post 3, in an hour', '3'), warning('quota', '9 of 10')),
  ]);
  const now = (target: string, ...findings: ReturnType<typeof warning>[]) =>
    beyond(warningsIn([check(target, ...findings)]), seen);
  expect(now('a', warning('duplicate', 'Post 3, now', '3'), warning('quota', '10 of 10'))).toEqual([]);
  expect(now('a', warning('duplicate', 'Post 4', '4'))).toHaveLength(1);
  expect(now('b', warning('quota', '9 of 10'))).toHaveLength(1);
});

test('what one target says is not told where the same of another one was seen', () => {
  const quota = (target: string) => check(target, warning('quota', '9 of 10'), warning('words', 'Bad'));
  const checks = [quota('a'), quota('b')];
  const seen = warningsIn([checks[0] ?? quota('a'), check('b', warning('words', 'Bad'))]);
  const left = only(checks, beyond(warningsIn(checks), seen));
  expect(left.map(({ target, findings }) => [target, findings.map(({ id }) => id)])).toEqual([
    ['a', []],
    ['b', ['quota']],
  ]);
});

test('errors are never among what can be accepted', () => {
  const error = { ...warning('x', 'm'), level: 'error' as const };
  expect(warningsIn([{ ...check('a'), findings: [error] }])).toEqual([]);
});
