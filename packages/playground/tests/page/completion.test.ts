import { expect, test } from 'vitest';
import { completionsFor } from '../../src/page/slack/completion.ts';

const commands = [
  { command: '/help', description: 'What can be said', usageHint: '' },
  { command: '/link', description: 'Ties two chats', usageHint: '[code:…]' },
  { command: '/post', description: 'Posts', usageHint: 'list | new | show' },
];
const option = (name: string, more: object = {}) => ({ type: 3, name, description: `The ${name}`, ...more });
const known = [
  {
    name: 'post new',
    description: 'Write a post',
    options: [option('text'), option('to'), option('media', { type: 11 })],
  },
  {
    name: 'post list',
    description: 'List posts',
    options: [option('show', { choices: [{ name: 'Open', value: 'open' }] })],
  },
  { name: 'link', description: 'Ties two chats', options: [option('code')] },
];

test.each([
  ['/', ['/help', '/link', '/post']],
  ['/p', ['/post']],
  ['/post ', ['list', 'new', 'show']],
  ['/post n', ['new']],
  ['/post new ', ['text:', 'to:']],
  ['/post new text:"Hello" t', ['to:']],
  ['/post new text:"to ', []],
  ['/post list show:', ['open']],
  ['/link ', ['code:']],
  ['hello / there', []],
  ['/unknown x', []],
])('%s is followed by %j', (typed, labels) => {
  expect(completionsFor(typed, commands, known).map(({ label }) => label)).toEqual(labels);
});

test('a text option puts the caret between its quotes', () => {
  const [text] = completionsFor('/post new te', commands, known);
  expect(text).toMatchObject({ text: '/post new text:""', caret: '/post new text:"'.length });
});

test('Enter takes a command that is not whole, and leaves one that is to be sent', () => {
  expect(completionsFor('/he', commands, known)[0]?.eager).toBe(true);
  expect(completionsFor('/help', commands, known)[0]?.eager).toBe(false);
  expect(completionsFor('/link', commands, known)[0]?.eager).toBe(false);
  expect(completionsFor('/post', commands, known)[0]?.eager).toBe(true);
  expect(completionsFor('/post new ', commands, known).some(({ eager }) => eager)).toBe(false);
});
