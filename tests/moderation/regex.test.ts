import { describe, expect, test } from 'vitest';
import { faultsIn, matched, type Written } from './decide.ts';

describe('patterns', () => {
  const cases: [string, Written, string, string | undefined][] = [
    ['as written', { pattern: 'free\\s+nitro' }, 'get free  nitro', 'free  nitro'],
    ['capitals count', { pattern: 'free' }, 'FREE', undefined],
    ['flag i', { pattern: 'free', flags: 'i' }, 'FREE', 'FREE'],
    ['flag i within', { pattern: '(?i)free' }, 'FREE', 'FREE'],
    ['flag s', { pattern: 'a.b', flags: 's' }, 'a\nb', 'a\nb'],
    ['without flag s', { pattern: 'a.b' }, 'a\nb', undefined],
    ['flag m', { pattern: '^b$', flags: 'm' }, 'a\nb\nc', 'b'],
    ['without flag m', { pattern: '^b$' }, 'a\nb\nc', undefined],
    ['on the folded text: invisible characters', { pattern: 'free' }, 'fr\u200bee', 'fr\u200bee'],
    ['on the folded text: look-alikes', { pattern: 'free' }, 'frее', 'frее'],
    ['on the folded text: full-width letters', { pattern: 'free' }, 'ｆｒｅｅ', 'ｆｒｅｅ'],
    ['on the folded text: mark-up', { pattern: 'free' }, 'f**re**e', 'f**re**e'],
    ['on the folded text: Cyrillic with Latin in it', { pattern: 'казино' }, 'кaзинo', 'кaзинo'],
    ['on the raw text: accents', { pattern: 'café' }, 'café', 'café'],
    ['on the raw text: what is not ASCII', { pattern: '[^\\x00-\\x7F]' }, 'é', 'é'],
    ['on the raw text: mark-up', { pattern: '\\*\\*x\\*\\*' }, '**x**', '**x**'],
    ['word boundaries in ASCII', { pattern: '\\bass\\b' }, 'class, ass!', 'ass'],
    ['word boundaries in ASCII, not found', { pattern: '\\bass\\b' }, 'class, assist', undefined],
    ['word boundaries in Cyrillic', { pattern: '\\bрис\\b' }, 'ест рис, вот', 'рис'],
    ['word boundaries in Cyrillic, not found', { pattern: '\\bрис\\b' }, 'Париж, риск, абрис', undefined],
    ['word boundaries beside accents', { pattern: '\\bcaf\\b' }, 'café', undefined],
    ['word boundaries in alternatives', { pattern: '\\b(?:один|два)\\b' }, 'вот два', 'два'],
    ['word boundaries with repeats', { pattern: '\\bха(?:ха)+\\b' }, 'он сказал хахаха!', 'хахаха'],
    ['word boundaries at the ends', { pattern: '^\\bда\\b$' }, 'да', 'да'],
    [
      'word boundaries over spaces',
      { pattern: '\\bкупи\\b\\s+\\bсейчас\\b' },
      'купи  сейчас',
      'купи  сейчас',
    ],
    ['any character beside a boundary', { pattern: '\\bда\\b.{2}нет' }, 'да, нет', 'да, нет'],
    ['letters of any script', { pattern: '^\\w+$' }, 'казино', 'казино'],
    ['no letters of any script', { pattern: 'да\\Wнет' }, 'да нет', 'да нет'],
    ['Unicode classes', { pattern: '\\p{Cyrillic}{3}' }, 'abc где', 'где'],
    ['groups with names', { pattern: '(?P<a>x)y' }, 'xy', 'xy'],
    ['quoted parts', { pattern: '\\Qa.b\\E' }, 'a.b', 'a.b'],
    ['quoted parts, not found', { pattern: '\\Qa.b\\E' }, 'axb', undefined],
    ['nothing to find', { pattern: 'zzz' }, 'abc', undefined],
    ['emoji', { pattern: '😀{2}' }, 'a 😀😀', '😀😀'],
    ['a class with a bracket first', { pattern: '[]x]y' }, ']y', ']y'],
  ];
  test.each(cases)('%s', (_, rule, text, found) => {
    expect(matched({ type: 'regex', ...rule }, text)).toBe(found);
  });
});

describe('hostile patterns', () => {
  test.each([
    ['(?=a)b', 'look-ahead'],
    ['(?!a)b', 'look-ahead'],
    ['(?<=a)b', 'look-behind'],
    ['(?<!a)b', 'look-behind'],
    ['(a)\\1', 'back-references'],
    ['(?P<x>a)\\k<x>', 'back-references'],
    ['a++', 'possessive'],
    ['(?>a)b', 'atomic'],
    ['(x{1000}){1000}', 'Repeat'],
    ['((a{100}){100}){100}', 'Repeat'],
    ['a{1001}', 'Repeat'],
    ['(\\p{L}{500}){2}x{999}', 'Repeat'],
    ['(', 'RE2'],
    ['[a', 'RE2'],
    ['*a', 'RE2'],
    ['\\u0430', '\\x{430}'],
    ['a'.repeat(1001), '1000 characters'],
    ['', 'empty'],
  ])('%s is refused, and told why', (pattern, word) => {
    const [fault] = faultsIn({ name: 'x', type: 'regex', pattern, action: 'log' });
    expect(fault).toContain('rules[0].pattern: ');
    expect(fault).toContain('Rule "x"');
    expect(fault).toContain(word);
  });

  // With a backtracking engine each of these would not end in a lifetime (Marinara-Engine 2930).
  test.each([
    ['(a+)+$'],
    ['(a|a)+$'],
    ['(a|aa)+$'],
    ['(.*)*x'],
    ['^(([a-z])+.)+[A-Z]([a-z])+$'],
    ['(a?){40}a{40}x'],
    ['(((((a*)*)*)*)*)*b'],
    ['\\b(а+)+\\b$'],
  ])('%s ends', (pattern) => {
    const rule = { type: 'regex', pattern };
    expect(matched(rule, `${'a'.repeat(4000)}!`)).toBeUndefined();
    expect(matched(rule, `${'а'.repeat(4000)}!é`)).toBeUndefined();
  });

  test('one of many does not spoil the others', () => {
    expect(faultsIn({ name: 'x', type: 'regex', pattern: 'a', flags: 'gx', action: 'log' })[0]).toContain(
      'imsU',
    );
  });
});
