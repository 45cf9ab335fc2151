import { expect, test } from 'vitest';
import { storable, writable } from '../../src/kit/storable.ts';

test('what PostgreSQL does not hold goes away, and nothing else', () => {
  expect(storable('a\0b \uD83D c\r\n🎉')).toBe('ab \uFFFD c\r\n🎉');
});

test.each([
  ['A\r---\rB', 'A\n---\nB'],
  ['A\r\nB\nC\rD', 'A\nB\nC\nD'],
  ['A\r\r\nB\n\rC', 'A\n\nB\n\nC'],
  ['a\0b', 'ab'],
])('the line breaks of %j are written as %j', (words, written) => {
  expect(writable(words)).toBe(written);
});
