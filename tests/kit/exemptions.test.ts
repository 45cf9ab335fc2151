/** What NO_PROXY names; which addresses that leaves, say the tests of the proxies. */
import { expect, test } from 'vitest';
import { readExemptions } from '../../src/kit/exemptions.ts';

test.each([
  'localhost;foo.bar',
  'https://foo.bar',
  'foo.bar/x',
  '10.0.0.0/33',
  '10.0.0/8',
  '10.0.0.*',
  '10.0.',
  '10',
  'fd00::/129',
  '[fd00::',
  'foo*.test',
  'a.test:',
  ':80',
  '.',
])('%j names nothing', (entry) => {
  expect(readExemptions(`a.test, ${entry} *.b.test`).unread).toEqual([entry]);
});

test.each([
  '',
  ' , ',
  '*',
  'a.test',
  '.a.test:1, *.b.test',
  '10.0.0.0/8 ::1',
  '[::1]:1',
  'bücher.test.',
  'a_b',
])('%j is read', (list) => {
  expect(readExemptions(list).unread).toEqual([]);
});

test('an empty list holds nothing', () => {
  expect(readExemptions(' ').holds({ host: 'a.test', port: '443' })).toBe(false);
});
