import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { least, sameLink, textLikeness } from '../../src/networks/text-likeness.ts';

describe('what a network does to every text leaves it the same', () => {
  test.each([
    ['quotes and dashes set otherwise', `"It's on" - he said...`, '“It’s on” — he said…'],
    ['blanks and lines', ' One \r\n\r\n two\tthree ', 'One\ntwo three'],
    ['escaped signs', 'A & B <c> "d"', 'A &amp; B &lt;c&gt; &#34;d&#x22;'],
    ['signs that were escaped twice', 'A & B', 'A &amp;amp; B'],
    ['an emoji without its variation', 'Sun ☀️ up', 'Sun ☀ up'],
    ['letters put together', 'Cafe\u0301', 'Café'],
    ['what is not seen', 'One\u200btwo', 'Onetwo'],
    ['signs drawn as emoji', 'Hi :) <3, bye :-D', 'Hi 🙂 ❤️, bye 😄'],
    ['a slash behind a link', 'See https://acme.example/.', 'See https://acme.example.'],
    ['what counts visitors', 'https://a.example/b?x=1&utm_source=c', 'http://A.example/b?x=1&fbclid=d'],
  ])('%s', (_, given, shown) => {
    expect(textLikeness(given, shown)).toBe('same');
  });

  it("a link of the network's own, beside words", () => {
    const [given, shown] = ['Read https://acme.example/a now', 'Read https://lnkd.in/abc now'];
    expect(textLikeness(given, shown, { shorteners: ['lnkd.in'] })).toBe('same');
    expect(textLikeness(given, shown)).toBe('near');
    expect(textLikeness('https://acme.example', 'https://lnkd.in/a', { shorteners: ['lnkd.in'] })).toBe(
      'near',
    );
  });
});

describe('what may be the same, and may be another, is near', () => {
  const long = 'The kite festival opens on Saturday at nine, and everybody is welcome (bring a kite)';
  test.each([
    ['a text that was cut', long, long.slice(0, long.indexOf('('))],
    ['a text that was cut amid a word, with dots', long, `${long.slice(0, 40)}…`],
    ['a text with something behind', long, `${long} Sent by hand`],
    ['signs that were left out', 'Hello, *kites*!', 'Hello kites'],
    ['a link with a parameter more', 'See https://a.example/x', 'See https://a.example/x?ref=bw'],
    ['a link that was left out', 'Read all of it: https://acme.example', 'Read all of it:'],
    [
      'one word of ten',
      'We are happy to open the new kite shop tomorrow',
      'We are happy to open the new kite store tomorrow',
    ],
  ])('%s', (_, given, shown) => {
    expect(textLikeness(given, shown)).toBe('near');
  });
});

describe('what is another text is other', () => {
  test.each([
    [
      'another number',
      'Part 1 of the story that we tell all day',
      'Part 2 of the story that we tell all day',
    ],
    ['a longer number', 'Our announcement for the day number 1', 'Our announcement for the day number 12'],
    ['another link on the same host', 'New: https://a.example/1', 'New: https://a.example/2'],
    ['another value of a parameter', 'See https://a.example/?v=1', 'See https://a.example/?v=2'],
    ['another word of few', 'Soup is hot', 'Soup is cold'],
    ['nothing', 'Soup', ''],
    ['signs alone', '!!', '?!'],
    ['signs escaped without end', 'A & B', `A &${'amp;'.repeat(20_000)} B`],
  ])('%s', (_, given, shown) => {
    expect(textLikeness(given, shown)).toBe('other');
  });
});

describe('whatever the text', () => {
  const words = fc.array(fc.stringMatching(/^[a-zæøå0-9'"&<>.,-]{1,9}$/), { minLength: 1, maxLength: 30 });
  const rewriting = fc.constantFrom<(text: string) => string>(
    (text) => text.replaceAll("'", '’'),
    (text) => text.replaceAll('"', '“'),
    (text) => text.replaceAll('&', '&amp;'),
    (text) => text.replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    (text) => text.replaceAll(' ', ' \n '),
    (text) => `\n${text}\t`,
    (text) => text.normalize('NFD'),
  );

  it('it stays the same through all that networks do to it, in any order', () => {
    fc.assert(
      fc.property(words, fc.array(rewriting, { maxLength: 5 }), (given, rewritings) => {
        const text = given.join(' ');
        const shown = rewritings.reduce((read, rewrite) => rewrite(read), text);
        expect(textLikeness(text, shown)).toBe('same');
      }),
    );
  });

  it('it is never the same as one with another letter, and no two are the same in one direction alone', () => {
    fc.assert(
      fc.property(words, words, fc.nat(), (given, other, at) => {
        const text = given.join(' ');
        const letters = [...text.matchAll(/[a-z]/g)];
        const { index } = letters[at % Math.max(1, letters.length)] ?? {};
        // A letter of an escaped sign is no letter.
        if (index !== undefined && !text.includes('&'))
          expect(textLikeness(text, `${text.slice(0, index)}ж${text.slice(index + 1)}`)).not.toBe('same');
        const there = textLikeness(text, other.join(' ')) === 'same';
        expect(textLikeness(other.join(' '), text) === 'same').toBe(there);
      }),
    );
  });
});

test('of several respects the least counts', () => {
  expect([least('same', 'same'), least('same', 'near'), least('near', 'other', 'same')]).toEqual([
    ...['same', 'near', 'other'],
  ]);
});

test.each([
  ['https://a.example', 'http://A.example/', true],
  ['https://a.example/b/?utm_medium=x', 'https://a.example/b', true],
  ['https://a.example/b?c=1', 'https://a.example/b?c=2', false],
  ['https://a.example/B', 'https://a.example/b', false],
  ['https://a.example/#one', 'https://a.example/#two', false],
  ['', '', true],
  ['', 'https://a.example', false],
])('%s and %s lead to one place: %s', (one, other, expected) => {
  expect(sameLink(one, other)).toBe(expected);
});
