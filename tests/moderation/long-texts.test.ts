/** Made to waste time. Where the work grew with the square of the length, each of these would take minutes. */
import { expect, test } from 'vitest';
import { matched, type Written } from './decide.ts';

const LENGTH = 150_000;
const leet = { type: 'words', words: ['casino'], leet: true };

test.each<[string, Written, string]>([
  ['one word that a sign could join to another', leet, `${'ж'.repeat(LENGTH)} @x`],
  ['signs without end behind a word', leet, `ж${'@'.repeat(LENGTH)} x`],
  ['words joined by signs', leet, 'жx@'.repeat(LENGTH / 3)],
  ['ways back behind discord.gg', { type: 'invites' }, `discord.gg${'/.'.repeat(LENGTH / 2)}`],
  ['ways back behind its page', { type: 'invites' }, `discord.com/invite${'/..'.repeat(LENGTH / 3)}`],
  ['ways back behind discord://', { type: 'invites' }, `discord://-/invite${'/.'.repeat(LENGTH / 2)}`],
  ['one word beside a per cent sign', { type: 'invites' }, `${'a'.repeat(3 * LENGTH)} %`],
  ['slashes', { type: 'invites' }, `discord.gg${'/'.repeat(LENGTH)}.`],
])('%s: read through', (_, rule, text) => {
  expect(matched(rule, text)).toBeUndefined();
});
