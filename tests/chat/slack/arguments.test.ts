import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Options } from '../../../src/chat/option.ts';
import { readArguments } from '../../../src/chat/slack/arguments.ts';

const options: Options = {
  text: { kind: 'text', summary: 'What to say', required: true },
  to: { kind: 'text', summary: 'Where', required: true },
  at: { kind: 'when', summary: 'When' },
  view: {
    kind: 'choice',
    summary: 'Week or month',
    choices: [
      { value: 'week', label: 'Week' },
      { value: 'month', label: 'Whole month' },
    ],
  },
  who: { kind: 'person', summary: 'Who' },
  where: { kind: 'channel', summary: 'Where' },
};
const values = (text: string) => {
  const read = readArguments(text, options);
  return 'values' in read ? read.values : read.fault;
};

describe('values', () => {
  test.each([
    [
      'quoted',
      'text:"Hello world" to:all at:"tomorrow 9:00"',
      { text: 'Hello world', to: 'all', at: 'tomorrow 9:00' },
    ],
    [
      'typographic quotes',
      'text:“Hello world” to:„all“ at:«in 2 minutes»',
      { text: 'Hello world', to: 'all', at: 'in 2 minutes' },
    ],
    ['single quotes', "text:'Hello world' to:'all'", { text: 'Hello world', to: 'all' }],
    [
      'typographic single quotes',
      'text:‘Hello world’ to:‚all‘ at:‹9:00›',
      { text: 'Hello world', to: 'all', at: '9:00' },
    ],
    [
      'an apostrophe in single quotes',
      "text:'It's the dogs' bowl' to:all",
      { text: "It's the dogs' bowl", to: 'all' },
    ],
    [
      'what a phone makes of them',
      'text:‘It’s the dogs’ bowl’ to:all',
      { text: 'It’s the dogs’ bowl', to: 'all' },
    ],
    [
      'an apostrophe before the first word',
      "text:'Tis the season to:all",
      { text: "'Tis the season", to: 'all' },
    ],
    ['the same as a phone writes it', 'text:’Tis the season to:all', { text: '’Tis the season', to: 'all' }],
    [
      'an apostrophe before the first word, and another quote later',
      "text:'90s party at 'the club' to:all",
      { text: "'90s party at 'the club'", to: 'all' },
    ],
    [
      'quotes in quotes',
      'text:“She said “hello” to us” to:all',
      { text: 'She said “hello” to us', to: 'all' },
    ],
    [
      'quotes at the end in quotes',
      'text:“She said “hello” ” to:all',
      { text: 'She said “hello” ', to: 'all' },
    ],
    [
      'other quotes in quotes',
      'text:„Er sagte ‚hallo‘ zu uns“ to:all',
      { text: 'Er sagte ‚hallo‘ zu uns', to: 'all' },
    ],
    ['guillemets in guillemets', 'text:«Un «mot» ici» to:all', { text: 'Un «mot» ici', to: 'all' }],
    ['a name in single quotes', "text:'Send it to: you' to:all", { text: 'Send it to: you', to: 'all' }],
    [
      'Swedish quotes in quotes',
      'text:”Svensk ”citat” ok” to:”all”',
      { text: 'Svensk ”citat” ok', to: 'all' },
    ],
    ['one Swedish quote in quotes', 'text:”Hej ”du” to:all', { text: 'Hej ”du', to: 'all' }],
    ['a comma between pairs', 'text:"Hi", to:all', { text: 'Hi', to: 'all' }],
    ['commas and no blanks', 'text:“Hi”,to:"all";at:9:00', { text: 'Hi', to: 'all', at: '9:00' }],
    ['a comma behind a quote in a text', 'text:"say "Hi", you" to:all', { text: 'say "Hi", you', to: 'all' }],
    ['a comma behind single quotes', "text:'It's on', to:all", { text: "It's on", to: 'all' }],
    [
      'escaped quotes',
      String.raw`text:"say \"hi\" \\ \n" to:all`,
      { text: String.raw`say "hi" \ \n`, to: 'all' },
    ],
    ['a quote within a word', 'text:"5"7 tall" to:x', { text: '5"7 tall', to: 'x' }],
    ['line breaks', 'text:"one\n\ntwo" to:all', { text: 'one\n\ntwo', to: 'all' }],
    [
      'without quotes, to the next name',
      'text:Hello new world to:all',
      { text: 'Hello new world', to: 'all' },
    ],
    ['times and addresses', 'text:See https://a.b/c at:9:00', { text: 'See https://a.b/c', at: '9:00' }],
    ['what is no name', 'text:Note: it is free to:all', { text: 'Note: it is free', to: 'all' }],
    ['names in any case, and a space after', 'Text: "Hi there" TO: all', { text: 'Hi there', to: 'all' }],
    ['an empty value', 'at: to:all', { at: '', to: 'all' }],
    ['words before the first name', 'Hello there to:all', { text: 'Hello there', to: 'all' }],
    ['a quoted one before the first name', '"Hello to: you" to:all', { text: 'Hello to: you', to: 'all' }],
    ['an address before the first name', 'https://a.b/c', { text: 'https://a.b/c' }],
    ['a choice by its label', 'view:"whole MONTH"', { view: 'month' }],
    ['a choice that is none', 'view:year', { view: 'year' }],
    ['mentions as ids', 'who:<@U1|ana> where:<#C1|news>', { who: 'U1', where: 'C1' }],
    [
      'mentions in a text as words',
      'text:"<@U1|ana> in <#C1|news> <!here>"',
      { text: '@ana in #news @here' },
    ],
    [
      "Slack's escapes",
      'text:"a &amp;&lt;b&gt; <https://a.b/?x=1&amp;y=2> <http://a.b|a.b>"',
      { text: 'a &<b> https://a.b/?x=1&y=2 a.b' },
    ],
    ['escapes that were typed', 'text:"&amp;amp;"', { text: '&amp;' }],
    ['nothing', '', {}],
  ])('%s', (_what, text, expected) => {
    expect(values(text)).toEqual(expected);
  });
});

describe('faults keep nothing back', () => {
  test.each([
    ['a name that is none', 'colour:red', 'There is no argument "colour:".'],
    ['a name that is none after a quote', 'text:"a" colour:red', 'There is no argument "colour:".'],
    ['the same name twice', 'text:Reply to: all to:x', /^to: is given twice\./],
    ['an open quote', 'text:"Hello to:all', 'The quote after text: is not closed.'],
    ['loose words', 'text:"say "hello" now" to:all', /comes "now" to:all"|comes "now"/],
  ])('%s', (_what, text, expected) => {
    if (typeof expected === 'string') expect(values(text)).toBe(expected);
    else expect(values(text)).toMatch(expected);
  });

  test('arguments for a command without any', () => {
    expect(readArguments('all of it', {})).toEqual({ fault: 'It takes no arguments; found "all of it".' });
  });
});

const written = (value: string) =>
  `"${value.replace(/[\\"]/g, (character) => `\\${character}`)}"`
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');

test('whatever is written in quotes is read as it was meant', () => {
  const given = fc.dictionary(fc.constantFrom('text', 'to', 'at'), fc.string({ unit: 'grapheme' }));
  fc.assert(
    fc.property(given, (wanted) => {
      const line = Object.entries(wanted).map(([name, value]) => `${name}:${written(value)}`);
      expect(values(line.join(' '))).toEqual({ ...wanted });
    }),
  );
});

test('whatever is written in single quotes without any of its own is read as it was meant', () => {
  const plain = fc.string({ unit: fc.constantFrom(...'abc to:at: .“”é\n') });
  fc.assert(
    fc.property(plain, fc.constantFrom("''", '‘’', '‚‘', '‹›'), (value, [opening, closing]) => {
      expect(values(`text:${opening}${value}${closing} to:all`)).toEqual({ text: value, to: 'all' });
    }),
  );
});

test('whatever is typed is read or refused, and no word of it gets lost', () => {
  const piece = fc.oneof(
    fc.constantFrom('text:', 'to:', 'at:', 'other:', '"', '“', '”', "'", '‘', '’', '\\', ' ', '\n', ':'),
    fc.string({ unit: 'grapheme', maxLength: 8 }),
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
      (typed) => {
        // Slack's own references are another matter: of `<id|label>` one half is shown.
        const line = typed.replace(/[<&]/g, '');
        const read = readArguments(line, options);
        if ('fault' in read) return read.fault !== '';
        const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '');
        const kept = letters(Object.entries(read.values).flat().join(''));
        return kept === letters(line) || kept === `text${letters(line)}`;
      },
    ),
    { numRuns: 500 },
  );
});
