/** What holds for folding, whatever the text. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { foldText } from '../../src/moderation/folding/fold.ts';
import { plainly, rawSpan } from '../../src/moderation/folding/folded-text.ts';
import { cyrillicFor, latinFor } from '../../src/moderation/folding/look-alikes.ts';
import { readMarkup } from '../../src/moderation/markup/markup.ts';
import { Reading, VIEW } from '../../src/moderation/reading.ts';
import { decisionsOn, rulesOf } from './decide.ts';

/** Letters of many scripts, marks, invisible characters, mark-up, emoji, and anything at all. */
const character = fc.oneof(
  fc.constantFrom(...'abcABC Iıİßςéàåø0123*_~|`[]()<>\\#-. \n\t'),
  fc.constantFrom(...'абвгдежзийАБВёхуяΑΒΓαβγάές日本語カナかなﾊﾟ한국어ㄱㅏשלוםمحمدกำหิन्दी'),
  fc.constantFrom(
    '\u0301',
    '\u0336',
    '\u0306',
    '\u200b',
    '\u200d',
    '\u00ad',
    '\ufe0f',
    '\u202e',
    '\u{e0061}',
    '\u3099',
    '\u05b8',
    '\u0651',
    '\u0640',
  ),
  fc.constantFrom('ｃ', '𝐜', 'ⓒ', '⒞', '🅲', '🇨', 'ᴄ', 'ﬁ', '½', '😀', '👨‍👩‍👧', '\ud800', '\udc00'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
);
const text = fc.array(character, { maxLength: 60 }).map((all) => all.join(''));
const folding = fc.record({ asWritten: fc.boolean(), keepMarks: fc.boolean() });

describe('folding', () => {
  it('reads dashes that are written upright as those that lie', () => {
    expect(foldText('a︱b︲c').text).toBe('a-b-c');
  });

  it('changes nothing that is folded', () => {
    fc.assert(
      fc.property(text, folding, (raw, how) => {
        const once = foldText(raw, how).text;
        expect(foldText(once, how).text).toBe(once);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps every span within the raw text, in order', () => {
    fc.assert(
      fc.property(text, folding, (raw, how) => {
        const folded = foldText(raw, how);
        let before = 0;
        for (let at = 0; at < folded.text.length; at += 1) {
          const [start, end] = rawSpan(folded, at, at + 1);
          expect(start).toBeGreaterThanOrEqual(before);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(raw.length);
          before = start;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is the same for a text and for its capitals', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'abcxyzабвгдеёйαβγשלום日本') }), (raw) => {
        expect(foldText(raw.toUpperCase()).text).toBe(foldText(raw).text);
      }),
    );
  });

  test.each([
    ['Russian', 'правительство подъём съешь ещё'],
    ['Ukrainian', 'їжак ґанок'],
    ['Greek', 'καζίνο νερό'],
    ['Japanese', '食べる カタカナ 東京タワー'],
    ['Korean', '안녕하세요 漢字'],
    ['Turkish', 'ışık sık kılıç'],
    ['hyphenated parts', 'it-отдел web-сайт'],
    ['Armenian', 'բարև'],
    ['Thai', 'สวัสดี'],
    ['Hindi', 'हिन्दी'],
    ['Georgian', 'გამარჯობა'],
    ['Latin beside Han', 'tシャツ vip会員'],
  ])('never takes an honest word for a mix: %s', (_, words) => {
    const folded = foldText(words, { keepMarks: true });
    expect(folded.mixed).toBeUndefined();
    expect([plainly(folded, latinFor), plainly(folded, cyrillicFor)]).toEqual([folded.text, folded.text]);
  });

  it('never takes a word of one script for a mix', () => {
    const scripts = [
      'abcdefghijklmnopqrstuvwxyz',
      'абвгдежзийклмнопрстуфхцчшщъыьэюяёіїѕ',
      'αβγδεζηθικλμνξοπρσςτυφχψω',
      'אבגדהוזחטיכלמנסעפצקרשת',
      'አበገደ',
      'ᎠᎡᎢᎣ',
    ];
    const word = fc
      .constantFrom(...scripts)
      .chain((letters) => fc.string({ unit: fc.constantFrom(...letters), minLength: 1 }));
    fc.assert(
      fc.property(word, (one) => {
        expect(foldText(one).mixed).toBeUndefined();
      }),
    );
  });
});

describe('mark-up', () => {
  it('is told for each unit, and hides no letter in plain text', () => {
    fc.assert(
      fc.property(text, (raw) => {
        const markup = readMarkup(raw);
        if (markup) expect(markup.bits).toHaveLength(raw.length);
        for (const { start, end } of markup?.objects ?? [])
          expect(raw[start] === '<' && raw[end - 1] === '>').toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('leaves a span within the text for what is shown', () => {
    fc.assert(
      fc.property(text, (raw) => {
        const folded = new Reading({ name: 'content', text: raw, markup: true }).folded(VIEW.shown);
        if (folded.text === '') return;
        const [start, end] = rawSpan(folded, 0, folded.text.length);
        expect(start >= 0 && start < end && end <= raw.length).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

it('every rule takes every text, and its spans are within it', () => {
  const rules = rulesOf(
    { type: 'words', words: ['a', 'бв', 'casino', '日本'], leet: true, spaced: true },
    {
      type: 'words',
      words: ['ab', 'г'],
      match: 'part',
      allow: ['abc'],
      marks: 'keep',
      in_code: 'ignore',
      in_quotes: 'ignore',
    },
    { type: 'words', words: ['sik'], lang: 'tr' },
    { type: 'regex', pattern: '\\b\\w+\\b.' },
    { type: 'links' },
    { type: 'links', mode: 'lookalike', protect: ['discord.com'] },
    { type: 'invites', spaced: true, short: true, redirectors: true },
    { type: 'mentions', max: 0, everyone: true, attempts: true },
    { type: 'invisible', max: 0 },
    { type: 'zalgo', max_marks: 0 },
    { type: 'caps', percent: 1, min_letters: 1, in_links: 'ignore' },
    { type: 'emoji', max: 0 },
    { type: 'repeat', unit: 'char', min: 2 },
    { type: 'repeat', unit: 'word', min: 2 },
    { type: 'repeat', unit: 'line', min: 2 },
  );
  const bits = fc.oneof(
    text,
    fc.constantFrom(
      'https://',
      'discord.gg/',
      '.com',
      '@everyone',
      '<@1>',
      'discord.com',
      '%41',
      '[a](https://b.c)',
    ),
  );
  fc.assert(
    fc.property(fc.array(bits, { maxLength: 6 }), (pieces) => {
      const content = pieces.join('');
      for (const { rule, why } of decisionsOn(rules, content)) {
        const [start, end] = why.span;
        expect({ rule, within: start >= 0 && start <= end && end <= content.length }).toEqual({
          rule,
          within: true,
        });
        expect(why.matched).toBe(content.slice(start, end));
      }
    }),
    { numRuns: 200 },
  );
});
