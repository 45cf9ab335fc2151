import { describe, expect, it, test } from 'vitest';
import { decisionsOn, matched, rulesOf, type Written } from './decide.ts';

const casino = {
  type: 'words',
  words: ['casino', 'free nitro', '!play', 'c++', 'казино', 'καζίνο', 'カジノ', '赌场'],
};

describe('words are found', () => {
  test.each([
    ['by themselves', 'visit a casino now', 'casino'],
    ['without regard to case', 'CaSiNo', 'CaSiNo'],
    ['beside signs', '"casino", casino! casino\'s', 'casino'],
    ['as a phrase over a line break', 'free\n  nitro', 'free\n  nitro'],
    ['with a sign before them, folded like the text (yagpdb 425)', 'try !play now', '!play'],
    ['with signs behind them', 'I write c++ daily', 'c++'],
    ['behind a Cyrillic letter', 'cаsino', 'cаsino'],
    ['behind Greek letters', 'cαsιno', 'cαsιno'],
    ['behind Cherokee letters', 'ᏟᎪSINO', 'ᏟᎪSINO'],
    ['behind Armenian letters', 'caѕinօ', 'caѕinօ'],
    ['behind syllabics', 'ᑕᗩSIᑎO', 'ᑕᗩSIᑎO'],
    ['behind letters that are read by their sound', 'casиno', 'casиno'],
    ['when the word is Cyrillic and the intruder Latin', 'кaзинo', 'кaзинo'],
    ['in full-width letters', 'ｃａｓｉｎｏ', 'ｃａｓｉｎｏ'],
    ['in mathematical letters', '𝒄𝐚𝔰𝕚𝓷𝚘', '𝒄𝐚𝔰𝕚𝓷𝚘'],
    ['in circles', 'ⓒⓐⓢⓘⓝⓞ', 'ⓒⓐⓢⓘⓝⓞ'],
    ['in brackets', '⒞⒜⒮⒤⒩⒪', '⒞⒜⒮⒤⒩⒪'],
    ['in squares', '🄲🄰🅂🄸🄽🄾', '🄲🄰🅂🄸🄽🄾'],
    ['in filled squares', '🅲🅰🆂🅸🅽🅾', '🅲🅰🆂🅸🅽🅾'],
    ['in letters of flags', '🇨\u200b🇦\u200b🇸\u200b🇮\u200b🇳\u200b🇴', '🇨\u200b🇦\u200b🇸\u200b🇮\u200b🇳\u200b🇴'],
    ['in small capitals', 'ᴄᴀꜱɪɴᴏ', 'ᴄᴀꜱɪɴᴏ'],
    ['in raised letters', 'ᶜᵃˢⁱⁿᵒ', 'ᶜᵃˢⁱⁿᵒ'],
    ['with zero-width characters (python-discord 1469)', 'ca\u200bsi\u200dno', 'ca\u200bsi\u200dno'],
    [
      'with what a client plug-in puts between letters (Vencord 308)',
      'c\u200b\u200d\u2064a\u200b\u200d\u2064sino',
      'c\u200b\u200d\u2064a\u200b\u200d\u2064sino',
    ],
    ['with a soft hyphen', 'ca\u00adsino', 'ca\u00adsino'],
    ['with marks of direction', 'ca\u202esi\u202cno', 'ca\u202esi\u202cno'],
    ['with variation selectors', 'ca\ufe0fsi\u{e0101}no', 'ca\ufe0fsi\u{e0101}no'],
    ['with tags', 'ca\u{e0061}sino', 'ca\u{e0061}sino'],
    ['with a Hangul filler', 'ca\u3164sino', 'ca\u3164sino'],
    ['with a blank braille cell', 'ca\u2800sino', 'ca\u2800sino'],
    ['with accents', 'cåsîñö', 'cåsîñö'],
    ['with accents set apart', 'ca\u030asin\u0303o', 'ca\u030asin\u0303o'],
    ['with strokes', 'casinø', 'casinø'],
    [
      'heaped with marks',
      'c\u0336a\u0336s\u0336i\u0336n\u0336o\u0336',
      'c\u0336a\u0336s\u0336i\u0336n\u0336o\u0336',
    ],
    [
      'struck through in Cyrillic',
      'к\u0336а\u0336з\u0336и\u0336н\u0336о',
      'к\u0336а\u0336з\u0336и\u0336н\u0336о',
    ],
    ['with bold letters within', 'ca**s**ino', 'ca**s**ino'],
    ['with a spoiler within', 'c||a||sino', 'c||a||sino'],
    ['with struck letters within', 'c~~a~~sino', 'c~~a~~sino'],
    ['with underlined letters within', 'ca__si__no', 'ca__si__no'],
    ['with emphasis within', 'c*as*ino', 'c*as*ino'],
    ['with code within', 'ca`si`no', 'ca`si`no'],
    [
      'with a letter as a masked link (GIRRewrite 44)',
      'c[a](https://example.com)sino',
      'c[a](https://example.com)sino',
    ],
    ['in a masked link', '[casino](https://example.com)', 'casino'],
    ['in a quote', '> casino', 'casino'],
    ['in a heading', '# casino', 'casino'],
    ['behind an escaped sign', '\\*casino\\*', 'casino'],
    ['in the address of a link', 'https://casino.example.com', 'casino'],
    ['in capitals without accents, as Greek writes them', 'ΚΑΖΙΝΟ', 'ΚΑΖΙΝΟ'],
    ['in Japanese without spaces', 'オンラインカジノで遊ぶ', 'カジノ'],
    ['in half-width katakana', 'ｶｼﾞﾉ', 'ｶｼﾞﾉ'],
    ['in Chinese without spaces', '网上赌场开户', '赌场'],
    ['beside Chinese', '去casino玩', 'casino'],
  ])('%s', (_, text, found) => {
    expect(matched(casino, text)).toBe(found);
  });
});

describe('honest text passes', () => {
  test.each([
    ['longer words (Milo 21)', 'casinos are not a casinoroyale'],
    ['assistance (Red 2292)', 'I need assistance with my class', ['ass', 'assist']],
    [
      'Scunthorpe and its like',
      'Scunthorpe, Penistone, Arsenal, cocktail, therapist, Essex',
      ['cunt', 'penis', 'arse', 'cock', 'rapist', 'sex'],
    ],
    ['Russian that looks like Latin', 'рис и сор, а не сок', ['pic', 'cop', 'cok']],
    ['Greek that looks like Latin', 'το νέο κόμμα', ['to', 'veo']],
    ['Turkish', "Sık sık İstanbul'a giderim", ['sik']],
    ['hyphenated parts in two scripts', 'IT-отдел и web-сайт', ['otdel']],
    ['a Japanese word within another', 'そればかり食べる', ['ばか']],
    ['a Chinese word within another', '操场上', ['操']],
    ['flags', '🇺🇸 🇮🇹', ['us', 'it']],
    ['a name that is somebody', '<@1234> <:casino:1234>', ['1234']],
    ['a trade mark', 'Casinotm™', ['casinotmtm']],
  ])('%s', (_, text, words = ['casino']) => {
    expect(matched({ type: 'words', words }, text)).toBeUndefined();
  });
});

describe('parameters', () => {
  const cases: [string, Written, string, string | undefined][] = [
    ['match: part finds parts', { words: ['ass'], match: 'part' }, 'passive', 'ass'],
    [
      'allow excuses what it covers',
      { words: ['ass'], match: 'part', allow: ['assist'] },
      'assistance',
      undefined,
    ],
    [
      'allow excuses nothing besides (discord-api-docs 6506)',
      { words: ['ass'], match: 'part', allow: ['assist'] },
      'assistance, ass',
      'ass',
    ],
    [
      'allow knows the same disguises',
      { words: ['ass'], match: 'part', allow: ['class'] },
      'сlass',
      undefined,
    ],
    [
      'allow is no part of the word',
      { words: ['casino royale'], allow: ['casino'] },
      'casino royale',
      'casino royale',
    ],
    ['leet is off', { words: ['casino'] }, 'c4$1n0', undefined],
    ['leet reads digits and signs', { words: ['casino'], leet: true }, 'c4$1n0', 'c4$1n0'],
    ['leet leaves numbers alone', { words: ['ass', 'sis'], leet: true }, '455 kr, 1:55, $515', undefined],
    [
      'leet leaves addresses alone',
      { words: ['sex', 'cum', 'sax'], leet: true },
      's@x.com, cu@m.dk',
      undefined,
    ],
    ['leet reads an @ that is in no address', { words: ['sax'], leet: true }, 's@x. Come', 's@x'],
    ['words are found within an address', { words: ['casino'], leet: true }, 'casino@x.com', 'casino'],
    ['leet reads a star as any letter (Zeppelin 558)', { words: ['fuck'], leet: true }, 'f*ck', 'f*ck'],
    ['a star is a star otherwise', { words: ['fuck'] }, 'f*ck', undefined],
    ['a word may hold a star', { words: ['f*ck'] }, 'what the f*ck', 'f*ck'],
    ['spaced is off', { words: ['casino'] }, 'c a s i n o', undefined],
    ['spaced reads over spaces', { words: ['casino'], spaced: true }, 'c a s i n o', 'c a s i n o'],
    ['spaced reads over dots', { words: ['casino'], spaced: true }, 'c.a.s.i.n.o', 'c.a.s.i.n.o'],
    [
      'spaced reads over dashes with spaces',
      { words: ['casino'], spaced: true },
      'c - a - s - i - n - o',
      'c - a - s - i - n - o',
    ],
    ['spaced reads over emoji', { words: ['casino'], spaced: true }, 'c🎰a🎰s🎰i🎰n🎰o', 'c🎰a🎰s🎰i🎰n🎰o'],
    [
      'spaced leaves two words alone',
      { words: ['hell', 'casino'], spaced: true },
      "he'll casi no",
      undefined,
    ],
    [
      'spaced joins no words within others',
      { words: ['casino'], spaced: true, match: 'part' },
      'basic as in one',
      undefined,
    ],
    ['both at once', { words: ['casino'], spaced: true, leet: true }, 'c 4 s 1 n 0', 'c 4 s 1 n 0'],
    ['marks: keep tells é from e', { words: ['resume'], marks: 'keep' }, 'résumé', undefined],
    [
      'marks: keep finds é as é, set apart too',
      { words: ['résumé'], marks: 'keep' },
      're\u0301sume\u0301',
      're\u0301sume\u0301',
    ],
    [
      'marks: keep looks through strokes',
      { words: ['casino'], marks: 'keep' },
      'c\u0336a\u0336s\u0336i\u0336n\u0336o\u0336',
      'c\u0336a\u0336s\u0336i\u0336n\u0336o\u0336',
    ],
    ['in_code: ignore', { words: ['casino'], in_code: 'ignore' }, '`casino` ```\ncasino```', undefined],
    [
      'in_code: ignore reads what is beside code',
      { words: ['casino'], in_code: 'ignore' },
      '`x` casino',
      'casino',
    ],
    ['in_code: scan', { words: ['casino'] }, '```js\ncasino```', 'casino'],
    ['in_quotes: ignore', { words: ['casino'], in_quotes: 'ignore' }, '> casino\nfine', undefined],
    [
      'in_quotes: ignore reads what is below',
      { words: ['casino'], in_quotes: 'ignore' },
      '> fine\ncasino',
      'casino',
    ],
    [
      'in_quotes: ignore takes three signs for the rest',
      { words: ['casino'], in_quotes: 'ignore' },
      '>>> fine\ncasino',
      undefined,
    ],
    ['Turkish capitals', { words: ['ışık'], lang: 'tr' }, 'IŞIK', 'IŞIK'],
    ['Turkish capitals without saying so', { words: ['ışık'] }, 'IŞIK', 'IŞIK'],
    ['Turkish: I is no capital of i', { words: ['sik'], lang: 'tr' }, 'SIK', undefined],
    ['Turkish: İ is', { words: ['sik'], lang: 'tr' }, 'SİK', 'SİK'],
    ['elsewhere I is the capital of i', { words: ['sik'] }, 'SIK', 'SIK'],
    ['a dotted capital', { words: ['istanbul'] }, 'İSTANBUL', 'İSTANBUL'],
  ];
  test.each(cases)('%s', (_, rule, text, found) => {
    expect(matched({ type: 'words', ...rule }, text)).toBe(found);
  });
});

it('says why: the span, what was compared, the entry and what was passed over', () => {
  const rules = rulesOf({ type: 'words', words: ['casino'], exempt: { roles: ['7'] } });
  expect(decisionsOn(rules, { content: 'a ca**si**no', member: { roles: ['3'] } })).toEqual([
    {
      rule: 'rule 1',
      action: 'delete',
      why: {
        span: [2, 12],
        matched: 'ca**si**no',
        text: 'a ca**si**no',
        part: 'content',
        folded: 'casino',
        entry: 'casino',
        exemptions: { exempt: { roles: ['7'] }, author: '1', roles: ['3'], channel: '1' },
      },
    },
  ]);
});
