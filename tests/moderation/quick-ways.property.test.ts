/** What is quick decides as what is thorough: every short cut is left out, and nothing else follows. */
import fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { readRules } from '../../config/team/moderation-rules.ts';
import { type Decision, Rules } from '../../src/moderation/evaluate.ts';
import { foldText } from '../../src/moderation/folding/fold.ts';
import { loadRuleTypes } from '../../src/moderation/load.ts';
import { Trie } from '../../src/moderation/matching/trie.ts';
import { Reading } from '../../src/moderation/reading.ts';
import type { RuleType } from '../../src/moderation/rule.ts';

const RULES = [
  { type: 'words', words: ['casino', 'ab', 'x', 'free spins'], allow: ['casino royale'] },
  { type: 'words', words: ['cas', 'in'], match: 'part' },
  { type: 'words', words: ['casino'], leet: true, spaced: true },
  { type: 'regex', pattern: '\\bcas+ino\\b', flags: 'i' },
  { type: 'regex', pattern: '\\d{3}' },
  { type: 'links', domains: ['evil.example'] },
  { type: 'links' },
  { type: 'links', mode: 'allow', domains: ['example.org'], bare: false },
  { type: 'links', mode: 'lookalike', protect: ['discord.com'] },
  { type: 'invites' },
  { type: 'invites', allow_codes: ['own'], spaced: true, short: true },
  ...[0, 2].flatMap((max) => [
    { type: 'mentions', max },
    { type: 'invisible', max },
    { type: 'emoji', max },
    { type: 'zalgo', max_marks: max },
  ]),
  ...[50, 70.5, 100].map((percent) => ({ type: 'caps', percent, min_letters: 3 })),
  ...(['char', 'word', 'line'] as const).map((unit) => ({ type: 'repeat', unit, min: 3 })),
];

const piece = fc.oneof(
  fc.constantFrom(...'abcxCASINO iI123 .:/-*_~|`[]()<>\\@#\n\t'),
  fc.constantFrom(
    'casino',
    'CASINO',
    'c4$1n0',
    'c a s i n o',
    'casino royale',
    ' ab ab ab ',
    '\nab\nab\nab\n',
    'free  spins',
    'aaaa',
    '    ',
  ),
  fc.constantFrom('https://evil.example/x', 'example.org', 'discord.gg/abc', 'discord . gg / abc', '.gg/own'),
  fc.constantFrom(
    '<@123>',
    '<@1><@&2><@3>',
    '<a:smile:123>',
    '**',
    '||',
    '> ',
    '# ',
    '`',
    '```js\n',
    '[x](https://discorcl.com)',
  ),
  fc.constantFrom(
    'é',
    'а',
    'с',
    '日',
    '。',
    '😀',
    '👨‍👩‍👧',
    '\u200b',
    'a\u200bb\u200bc\u200bd',
    'z\u0301\u0336\u0301\u0336\u0301',
    '\u0336',
    '\u0301',
    '\ud83d',
    '1\u20e3',
  ),
);
const text = fc.array(piece, { maxLength: 25 }).map((all) => all.join(''));

let types: ReadonlyMap<string, RuleType>;
beforeAll(async () => {
  types = await loadRuleTypes();
});
afterEach(() => vi.restoreAllMocks());

function rulesNow(): Rules {
  const written = RULES.map((rule, index) => ({ name: `rule ${index}`, action: 'delete', ...rule }));
  const { rules, faults } = readRules(written, types, { at: [], lineOf: () => 1 });
  expect(faults).toEqual([]);
  return new Rules(rules, types);
}

function decide(rules: Rules, words: string): Decision[] {
  return rules.evaluate(
    {
      ...{ id: '1', channel: { id: '1' }, author: { id: '1', roles: [] }, at: 0, attachments: [] },
      parts: [{ name: 'content', text: words, markup: true }],
      pings: { users: [], roles: [], everyone: false },
    },
    rules.history(),
  );
}

/** No text counts as plain, and no beginning of a word is ruled out. */
function withoutShortCuts(): Rules {
  vi.spyOn(Reading.prototype, 'isAscii', 'get').mockReturnValue(false);
  const add = Trie.prototype.add;
  vi.spyOn(Trie.prototype, 'add').mockImplementation(function (this: Trie, word, value) {
    add.call(this, word, value);
    this.pairs.fill(1);
  });
  return rulesNow();
}

it('every rule decides the same, with the same reasons', () => {
  const quick = rulesNow();
  const samples = fc.sample(text, { numRuns: 1_000, seed: 1 });
  const decided = samples.map((words) => decide(quick, words));
  const thorough = withoutShortCuts();
  for (const [index, words] of samples.entries())
    expect(decide(thorough, words), words).toEqual(decided[index]);
  // The samples hit each of them, and miss it.
  for (const { name } of quick.list) {
    const hits = decided.filter((one) => one.some(({ rule }) => rule === name)).length;
    expect([name, hits > 0 && hits < samples.length]).toEqual([name, true]);
  }
});

describe('what is worked out in another way', () => {
  const ascii = fc.array(fc.constantFrom(...'aAbB  \t\n*|`1'), { maxLength: 40 }).map((all) => all.join(''));

  it('capitals are counted as by looking at every letter', () => {
    fc.assert(
      fc.property(ascii, fc.double({ min: 1, max: 100, noNaN: true }), (words, percent) => {
        const look = types
          .get('caps')
          ?.prepare([{ percent, min_letters: 1, in_links: 'scan', in_code: 'scan' } as never]);
        const readings = [new Reading({ name: 'content', text: words, markup: false })];
        let isHit = false;
        look?.({ readings } as never, () => {
          isHit = true;
        });
        const [capitals, letters] = [/[A-Z]/g, /[a-z]/gi].map((one) => words.match(one)?.length ?? 0);
        expect(isHit).toBe((letters ?? 0) >= 1 && (capitals ?? 0) * 100 >= percent * (letters ?? 0));
      }),
    );
  });

  it('runs of one letter are found as by looking at every letter', () => {
    fc.assert(
      fc.property(ascii, fc.integer({ min: 2, max: 6 }), (words, min) => {
        const look = types.get('repeat')?.prepare([{ unit: 'char', min, window_s: 60 } as never]);
        const readings = [new Reading({ name: 'content', text: words, markup: false })];
        let isHit = false;
        look?.({ readings } as never, () => {
          isHit = true;
        });
        expect(isHit).toBe(new RegExp(`(\\S)\\1{${min - 1}}`).test(words.toLowerCase()));
      }),
    );
  });

  it('ASCII with mark-up folds as it does before a character that takes the long way', () => {
    const masked = fc.array(fc.tuple(fc.constantFrom(...'aB z\t\n*'), fc.constantFrom(0, 0, 0, 1, 2)), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(masked, fc.boolean(), (units, asWritten) => {
        const raw = units.map(([unit]) => unit).join('');
        const mask = Uint8Array.from([...units.map(([, hidden]) => hidden), 0, 0]);
        const quick = foldText(raw, { asWritten, mask: mask.slice(0, raw.length) });
        const long = foldText(`${raw}😀`, { asWritten, mask });
        const { length } = quick.text;
        expect(`${quick.text}😀`).toBe(long.text);
        expect([...(quick.starts ?? [])]).toEqual([...(long.starts ?? []).slice(0, length)]);
        expect([...(quick.ends ?? [])]).toEqual([...(long.ends ?? []).slice(0, length)]);
      }),
    );
  });
});
