/** A list of rules, read: every fault at once, each with the rule's name, its path, the reason and a remedy. */
import { describe, expect, it, test } from 'vitest';
import { readRulesFile } from '../../config/rules-file.ts';
import { loadRuleTypes } from '../../src/moderation/load.ts';
import { rulesSchema } from '../../src/moderation/rule.ts';
import { faultsIn, rulesOf } from './decide.ts';

const fine = { name: 'fine', type: 'words', words: ['x'], action: 'log' };

describe('faults', () => {
  it('are told all at once', () => {
    const faults = faultsIn(
      fine,
      { name: 'fine', type: 'words', words: ['y'], action: 'log' },
      { name: 'typo', type: 'wrods', words: ['y'], action: 'log' },
      { name: 'key', type: 'words', word: ['y'], words: ['y'], action: 'log' },
      { name: 'act', type: 'words', words: ['y'], action: 'delte' },
      { name: 'empty', type: 'words', words: [], action: 'log' },
      'text',
      { type: 'emoji', max: -1, action: 'log' },
      { name: 're', type: 'regex', pattern: '(?=x)', action: 'log' },
    );
    expect(faults).toEqual([
      'rules[2].type: Rule "typo": There is no such type; found "wrods". Did you mean words?',
      'rules[3].word: Rule "key": There is no such key here. Did you mean words?',
      'rules[4].action: Rule "act": Must be one of log, delete, warn, timeout, kick, ban, hold; found "delte". Did you mean delete?',
      'rules[5].words: Rule "empty": Must hold at least one word; found a list of 0. Example: words: ["casino","free nitro"]',
      'rules[6]: This is no rule. Write a rule: name, type, its parameters, action.',
      'rules[7].name: This is missing. Example: name: "slurs"',
      'rules[7].max: Must be 0 or more; found -1. Example: max: 5',
      expect.stringContaining(
        'rules[8].pattern: Rule "re": RE2 takes it not: invalid or unsupported Perl syntax: `(?=`. RE2 has no look-ahead',
      ),
      'rules[1].name: There is another rule "fine". Each name stands once: acts and cases name it.',
    ]);
  });

  test.each([
    ['no action', { name: 'x', type: 'words', words: ['a'] }, 'rules[0].action'],
    ['no words', { name: 'x', type: 'words', action: 'log' }, 'rules[0].words'],
    [
      'a word of nothing',
      { name: 'x', type: 'words', words: ['\u200b'], action: 'log' },
      'rules[0].words[0]',
    ],
    ['match of another kind', { ...fine, match: 'regex' }, 'rules[0].match'],
    ['leet that is no switch', { ...fine, leet: 'yes' }, 'rules[0].leet'],
    ['marks of another kind', { ...fine, marks: 'drop' }, 'rules[0].marks'],
    ['in_code of another kind', { ...fine, in_code: 'maybe' }, 'rules[0].in_code'],
    [
      'a host that is none',
      { name: 'x', type: 'links', domains: ['not a host'], action: 'log' },
      'rules[0].domains[0]',
    ],
    [
      'look-alikes of nobody',
      { name: 'x', type: 'links', mode: 'lookalike', action: 'log' },
      'rules[0].protect',
    ],
    ['allowing nothing', { name: 'x', type: 'links', mode: 'allow', action: 'log' }, 'rules[0].domains'],
    ['a mode that is none', { name: 'x', type: 'links', mode: 'deny', action: 'log' }, 'rules[0].mode'],
    ['mentions of nothing', { name: 'x', type: 'mentions', action: 'log' }, 'rules[0]'],
    ['no max', { name: 'x', type: 'invisible', action: 'log' }, 'rules[0].max'],
    ['a percent beyond 100', { name: 'x', type: 'caps', percent: 101, action: 'log' }, 'rules[0].percent'],
    ['repeats of one', { name: 'x', type: 'repeat', min: 1, action: 'log' }, 'rules[0].min'],
    [
      'a unit that is none',
      { name: 'x', type: 'repeat', unit: 'sentence', min: 3, action: 'log' },
      'rules[0].unit',
    ],
    ['files of nothing', { name: 'x', type: 'attachments', action: 'log' }, 'rules[0]'],
    [
      'an ending that is none',
      { name: 'x', type: 'attachments', block_ext: ['*.exe'], action: 'log' },
      'rules[0].block_ext[0]',
    ],
    ['exempt of another kind', { ...fine, exempt: { roles: 'x' } }, 'rules[0].exempt'],
    ['exempt with an unknown key', { ...fine, exempt: { role: ['x'] } }, 'rules[0].exempt.role'],
    ['a shadow that is no switch', { ...fine, shadow: 'on' }, 'rules[0].shadow'],
  ])('%s', (_, rule, field) => {
    const faults = faultsIn(rule);
    expect(faults.map((fault) => fault.slice(0, fault.indexOf(':')))).toEqual([field]);
    expect(faults[0]).toContain('Rule "');
  });
});

describe('a file of rules', () => {
  const read = async (yaml: string) => readRulesFile(yaml, await loadRuleTypes(), 'rules.yaml');

  it('has its list under rules, and defaults', async () => {
    const [rule] = await read('rules:\n  - { name: a, type: words, words: [x, 1488], action: delete }\n');
    expect(rule).toMatchObject({
      name: 'a',
      words: ['x', 1488],
      match: 'word',
      leet: false,
      marks: 'fold',
      in_code: 'scan',
      shadow: false,
    });
  });
  it('tells faults by line', async () => {
    const yaml =
      'rules:\n  - name: a\n    type: words\n    words: [x]\n    action: delete\n  - name: b\n    type: emoji\n    action: log\n    maxx: 3\n';
    await expect(read(yaml)).rejects.toMatchObject({
      faults: [
        { line: 6, field: 'rules[1].max' },
        { line: 9, field: 'rules[1].maxx', remedy: 'Did you mean max?' },
      ],
    });
  });
  it('tells what is no YAML, no list, and an unknown key', async () => {
    await expect(read('rules: [')).rejects.toThrow('not YAML');
    await expect(read('')).rejects.toThrow('missing');
    await expect(read('rules: 5')).rejects.toThrow('list of rules');
    await expect(read('ruels: []')).rejects.toMatchObject({
      faults: [{ field: 'ruels', remedy: 'The list stands under rules.' }, {}],
    });
  });
  it('may be a team file', async () => {
    expect(await read('moderation: { rules: [{ name: a, type: emoji, max: 3, action: log }] }')).toHaveLength(
      1,
    );
  });
});

it('reads an empty list as no rules', () => {
  expect(rulesOf().list).toEqual([]);
});

it('has a schema for the whole list, for editors', async () => {
  const schema = rulesSchema(await loadRuleTypes());
  expect(schema.safeParse([fine]).success).toBe(true);
  expect(schema.safeParse([{ ...fine, type: 'other' }]).success).toBe(false);
});
