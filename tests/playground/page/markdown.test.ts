import {
  type Inline,
  type Line,
  parseInline,
  parseMarkdown,
} from '@bellwether/playground/page/discord/markdown.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escaped } from '../../../src/chat/discord/markdown.ts';

const text = (words: string): Inline => ({ kind: 'text', text: words });

test.each<[string, Inline[]]>([
  ['a **bold** word', [text('a '), { kind: 'bold', inside: [text('bold')] }, text(' word')]],
  [
    '*it* and _it_',
    [{ kind: 'italic', inside: [text('it')] }, text(' and '), { kind: 'italic', inside: [text('it')] }],
  ],
  [
    '__u__~~s~~',
    [
      { kind: 'underline', inside: [text('u')] },
      { kind: 'strike', inside: [text('s')] },
    ],
  ],
  ['`a*b*`', [{ kind: 'code', text: 'a*b*' }]],
  ['<@12> in <#34>', [{ kind: 'user', id: '12' }, text(' in '), { kind: 'channel', id: '34' }]],
  ['<t:1790000000:R>', [{ kind: 'time', at: 1_790_000_000_000, style: 'R' }]],
  ['[here](https://a.example)', [{ kind: 'link', url: 'https://a.example', inside: [text('here')] }]],
  [
    'see https://a.example.',
    [
      text('see '),
      { kind: 'link', url: 'https://a.example', inside: [text('https://a.example')] },
      text('.'),
    ],
  ],
  ['\\*not\\*', [text('*not*')]],
  ['2 * 3 * 4', [text('2 * 3 * 4')]],
  ['snake_case_name', [text('snake_case_name')]],
])('reads %s', (source, expected) => {
  expect(parseInline(source)).toEqual(expected);
});

test('reads lines by what they begin with', () => {
  const lines = parseMarkdown('## Title\nwords\nmore\n- one\n- two\n> said\n-# small\n```\ncode **it**\n```');
  expect(lines.map(({ kind }) => kind)).toEqual(['heading', 'paragraph', 'list', 'quote', 'small', 'code']);
  expect(lines[2]).toMatchObject({ items: [[text('one')], [text('two')]] });
  expect(lines[5]).toEqual({ kind: 'code', text: 'code **it**' });
});

test('shows literally what the bot wrote to be shown literally', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (words) => {
      const line = words.replace(/\s+/g, ' ').trim();
      expect(parseMarkdown(escaped(line)).map(wordsOf).join('')).toBe(line);
    }),
  );
});

test('ends for every text', () => {
  const marks = fc.constantFrom(
    '*',
    '_',
    '`',
    '~',
    '[',
    ']',
    '(',
    '<',
    '>',
    '\\',
    'h',
    'https://a',
    '\n',
    '- ',
    '#',
    ' ',
    'a',
  );
  fc.assert(fc.property(fc.array(marks, { maxLength: 60 }), (parts) => void parseMarkdown(parts.join(''))));
});

function wordsOf(line: Line): string {
  return 'inside' in line
    ? line.inside.flat().map(inlineWords).join('')
    : line.kind === 'code'
      ? line.text
      : '';
}

function inlineWords(part: Inline): string {
  if ('text' in part) return part.text;
  return 'inside' in part ? part.inside.map(inlineWords).join('') : '';
}
