import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { around, findWords as findIn, fold, foldText } from '../../src/posts/wording.ts';

const findWords = (text: string, words: string) => findIn(foldText(text), words);

describe('words are found', () => {
  test.each([
    ['whatever their case', 'A GUARANTEE for you', 'guarantee', 'GUARANTEE'],
    ['whatever their accents', 'Un café noir', 'cafe', 'café'],
    ['with accents of their own, where the text has none', 'Un cafe noir', 'café', 'cafe'],
    ['however the accents are written', 'Un cafe\u0301 noir', 'café', 'cafe\u0301'],
    ['with a sharp s', 'Die STRASSE ist da', 'straße', 'STRASSE'],
    ['with a large sharp s', 'Die STRAẞE ist da', 'strasse', 'STRAẞE'],
    ['with a sigma at the end', 'Ο ΔΡΟΜΟΣ εδώ', 'δρόμος', 'ΔΡΟΜΟΣ'],
    ['with a dotted I', 'İSTANBUL calls', 'istanbul', 'İSTANBUL'],
    [
      'as a phrase, whatever blanks are between',
      'A paid\n\u00a0 partnership',
      'Paid partnership',
      'paid\n\u00a0 partnership',
    ],
    ['with a soft hyphen in them', 'Gewinn\u00adspiel!', 'gewinnspiel', 'Gewinn\u00adspiel'],
    ['with a symbol at the end', 'We write C++.', 'c++', 'C++'],
    ['with a symbol at the end and more behind', 'C++17 is here', 'C++', 'C++'],
    ['with a symbol at the beginning', 'Look (#Ad): new shoes', '#ad', '#Ad'],
    ['as a mention', 'Thanks @acme!', '@ACME', '@acme'],
    ['as symbols alone', 'Great🔫deal', '🔫', '🔫'],
    ['with a variation selector', 'I ❤️ it', '❤', '❤️'],
    ['between quotes and dashes', '“free”—really', 'free', 'free'],
    ['before an apostrophe', "Nike's shoes", 'nike', 'Nike'],
    ['with a point and no dollar magic', 'now $1.50 (each)', '$1.50 (each)', '$1.50 (each)'],
    ['in a script without blanks', '日本最安値です', '最安', '最安'],
    ['in Thai', 'ราคาถูกที่สุด', 'ถูก', 'ถูก'],
    ['in letters of twice the width', 'ＦＲＥＥ beer', 'free', 'ＦＲＥＥ'],
    ['at the very end', 'all for free', 'free', 'free'],
  ])('%s', (_what, text, words, found) => {
    expect(findWords(text, words)?.words).toBe(found);
    expect(text.slice(findWords(text, words)?.start, findWords(text, words)?.end)).toBe(found);
  });

  test.each([
    ['within a longer word', 'adventure', 'ad'],
    ['at the end of a longer word', 'a bad day', 'ad'],
    ['in a longer tag', '#adventure', '#ad'],
    ['in a tag that goes on behind a line', '#ad_spring', '#ad'],
    ['in a tag that is glued to a word', 'foo#ad', '#ad'],
    ['in a word with a letter that only looks like a border', 'naïve', 'na'],
    ['within a Cyrillic word', 'реклама', 'реклам'],
    ['before a vowel that is written as a mark', 'का', 'क'],
    ['before a voicing mark', 'が', 'か'],
    ['within digits', '1000', '100'],
    ['as a phrase with another word between', 'paid our partnership', 'paid partnership'],
    ['as a phrase without a blank', 'paidpartnership', 'paid partnership'],
    ['when there is nothing to look for', 'anything', ' \u00ad '],
    ['when there is nothing to look in', '', 'free'],
  ])('never %s', (_what, text, words) => {
    expect(findWords(text, words)).toBeUndefined();
  });

  const letters = fc.stringMatching(/^[a-zäéøß]{2,12}$/);
  const filler = fc.stringMatching(/^[ .,!?\n"(-]{1,5}$/);

  test('between any signs, in any case, at their place', () => {
    fc.assert(
      fc.property(letters, filler, filler, fc.boolean(), (word, before, after, isLoud) => {
        const written = isLoud ? word.toUpperCase() : word;
        const text = `x${before}${written}${after}x`;
        const found = findWords(text, word);
        if (fold(word) === 'x') return;
        expect(found).toEqual({
          words: written,
          start: before.length + 1,
          end: before.length + 1 + written.length,
        });
      }),
    );
  });

  test('never with a letter or a digit beside them', () => {
    fc.assert(
      fc.property(letters, fc.constantFrom('a', 'é', 'я', '7', '_', 'क'), (word, neighbour) => {
        expect(findWords(`${neighbour}${word}`, word)).toBeUndefined();
        expect(findWords(`${word}${neighbour}`, word)).toBeUndefined();
      }),
    );
  });

  test('in whatever text, and what is found means the same', () => {
    const any = fc.string({ unit: 'binary', maxLength: 30 });
    fc.assert(
      fc.property(any, any, any, (before, words, after) => {
        for (const text of [`${before}${words}${after}`, `${before} ${words} ${after}`]) {
          const found = findWords(text, words);
          if (!found) continue;
          expect(text.slice(found.start, found.end)).toBe(found.words);
          const blanks = /\s+/g;
          expect(fold(found.words).replace(blanks, ' ')).toContain(fold(words).replace(blanks, ' ').trim());
        }
      }),
      { numRuns: 300 },
    );
  });
});

test('folding twice changes nothing more', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(fold(fold(text))).toBe(fold(text));
    }),
    { numRuns: 1_000 },
  );
});

test('what was found is told among its neighbours', () => {
  const text = `${'before '.repeat(9)}a GUARANTEE, of\n course${' after'.repeat(9)}`;
  const found = findWords(text, 'guarantee');
  expect(found && around(text, found)).toBe('…e before before before a GUARANTEE, of course after after …');
  const short = findWords('Free!', 'free');
  expect(short && around('Free!', short)).toBe('Free!');
});
