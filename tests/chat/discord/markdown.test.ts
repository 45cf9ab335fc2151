import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { code, link, strong, time } from '../../../src/chat/card.ts';
import { escaped, tokensOf, write } from '../../../src/chat/discord/markdown.ts';
import { anyWords } from './cards.ts';

/** What Discord's clients take for markup, looked for after each escaped character is out of the way. */
const MARKUP = [
  /[*_`<[]/,
  /~~|\|\|/,
  /^[ \t]*(#{1,3}|[-+]|-#|>)\s/m,
  /^[ \t]*\d+[.)]\s/m,
  /:\/\//,
  /:[^\s:]+:/,
  /@(everyone|here)/,
];

describe('literal text', () => {
  test.each([
    ['*bold* _it_ `code`', '\\*bold\\* \\_it\\_ \\`code\\`'],
    ['# heading', '\\# heading'],
    ['-# small', '\\-# small'],
    ['- list\n+ list\n1. list', '\\- list\n\\+ list\n1\\. list'],
    ['> quote', '\\> quote'],
    ['<@1> @everyone @here', '\\<@1> \\@everyone \\@here'],
    ['[a](https://x.example/a_b)', '\\[a](https\\://x.example/a\\_b)'],
    [':smile: at 12:30', '\\:smile: at 12:30'],
    ['||spoiler|| a | b', '\\||spoiler\\|| a | b'],
    ['plain, with 3-4 words and #tags', 'plain, with 3-4 words and #tags'],
  ])('%s', (words, expected) => {
    expect(escaped(words)).toBe(expected);
  });

  test('no words can become markup, and none are lost', () => {
    fc.assert(
      fc.property(fc.oneof(anyWords, fc.stringMatching(/^[-*_~`|<>[\]()#@:./ \n1a]{0,20}$/)), (words) => {
        const markdown = escaped(words);
        expect(markdown.replace(/\\([^0-9A-Za-z\s])/g, '$1')).toBe(words);
        const rest = markdown.replace(/\\[^0-9A-Za-z\s]/g, 'x');
        for (const pattern of MARKUP) expect(rest).not.toMatch(pattern);
      }),
      { numRuns: 1000 },
    );
  });

  test('two parts side by side make no markup on their seam', () => {
    expect(write(tokensOf(['https:', '//x.example :smi', 'le:']))).toBe('https\\://x.example \\:smile:');
  });
});

describe('parts', () => {
  test('a time is shown in each reader’s zone', () => {
    expect(write(tokensOf([time(1_790_000_000_123), time(1_790_000_000_000, 'relative')]))).toBe(
      '<t:1790000000:F><t:1790000000:R>',
    );
  });

  test('a person of this chat is mentioned, another is named', () => {
    const person = (identities: Record<string, string>) => ({
      type: 'person' as const,
      name: 'Ada *',
      identities,
    });
    expect(write(tokensOf([person({ discord: '42' }), ' ', person({ slack: 'U1' })]))).toBe('<@42> Ada \\*');
  });

  test('a link keeps to its label and address', () => {
    expect(write(tokensOf(link('https://x.example/a(b)', 'the *page*')))).toBe(
      '[the \\*page\\*](https://x.example/a%28b%29)',
    );
    expect(write(tokensOf(link('https://x.example/', 'see [1]')))).toBe('see \\[1] (<https://x.example/>)');
    expect(write(tokensOf(link('javascript:alert(1)', 'press')))).toBe('press (javascript:alert(1))');
  });

  test('code that holds a backtick is shown as plain words', () => {
    expect(write(tokensOf([code('a_b'), code('a`b')]))).toBe('`a_b`a\\`b');
  });

  test('what does not fit is cut between characters and counted', () => {
    const cut = write(tokensOf(['👍'.repeat(100), strong('end')]), 101);
    expect(cut).toBe(`${'👍'.repeat(20)} … (163 more characters are not shown here)`);
  });
});
