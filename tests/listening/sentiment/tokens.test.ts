import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenize, wordsOfHashtag } from '../../../src/listening/sentiment/tokens.ts';

/** Any UTF-16 units, lone surrogates too. */
const anyString = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units));

describe('tokenize', () => {
  it('tells apart what people write on social media', () => {
    const text = "@ann.b see https://a.example/x?y=1 #BestDay ever!!! it's 10:30 :-) 👍🏽 <3";
    expect(tokenize(text).map(({ kind, text }) => [kind, text])).toEqual([
      ['mention', 'ann.b'],
      ['word', 'see'],
      ['link', 'https://a.example/x?y=1'],
      ['hashtag', 'BestDay'],
      ['word', 'ever'],
      ['marks', '!!!'],
      ['word', "it's"],
      ['number', '10:30'],
      ['emoticon', ':-)'],
      ['emoji', '👍🏽'],
      ['emoticon', '<3'],
    ]);
  });

  it('takes no port, ratio or address for a face', () => {
    const kinds = tokenize('localhost:8080 and 3:0 and http://a.example/p').map(({ kind }) => kind);
    expect(kinds).not.toContain('emoticon');
  });

  it('takes any string, well-formed or not', () => {
    fc.assert(
      fc.property(anyString, (text) => {
        expect(tokenize(text).every((token) => token.lower === token.text.toLowerCase())).toBe(true);
      }),
    );
  });
});

describe('wordsOfHashtag', () => {
  it.each([
    ['WorstServiceEver', ['worst', 'service', 'ever']],
    ['NOTFunny', ['not', 'funny']],
    ['so_sad2024', ['so', 'sad']],
    ['plain', ['plain']],
  ])('cuts %s into its words', (tag, words) => {
    expect(wordsOfHashtag(tag)).toEqual(words);
  });
});
