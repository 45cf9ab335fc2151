import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cut, storable, writable } from '../../src/kit/storable.ts';

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

test('what is cut is short enough, a beginning, and holds no half of a character', () => {
  expect(cut('ab🎉c', 3)).toBe('ab');
  expect(cut('ab🎉c', 4)).toBe('ab🎉');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(30), (words, most) => {
      const short = cut(words, most);
      expect(short.length).toBeLessThanOrEqual(most);
      expect(words.startsWith(short)).toBe(true);
      expect(storable(short)).toBe(short.replaceAll('\0', ''));
    }),
  );
});
