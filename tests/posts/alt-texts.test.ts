import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAltTexts, writeAltTexts } from '../../src/posts/alt-texts.ts';

test('of one picture all of it is the text, lines and all', () => {
  expect(readAltTexts('A kite\nover the sea', 1)).toEqual(['A kite\nover the sea']);
});

test('of several each has a line, in their order; blank lines say nothing, and nothing is lost', () => {
  expect(readAltTexts('A kite\n\nThe sea', 3)).toEqual(['A kite', '', 'The sea']);
  expect(readAltTexts('A kite', 3)).toEqual(['A kite', '', '']);
  expect(readAltTexts('A kite\r\nThe sea\nby night', 2)).toEqual(['A kite', 'The sea\nby night']);
});

test('what a form shows is read as it was', () => {
  const line = fc.string({ maxLength: 20 }).map((text) => text.replace(/\s+/g, ' ').trim());
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 10 }), (texts) => {
      expect(readAltTexts(writeAltTexts(texts), texts.length)).toEqual(texts);
    }),
  );
});
