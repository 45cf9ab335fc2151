import { expect, it } from 'vitest';
import { isOwn } from '../../../src/networks/instagram/own.ts';

const OWN = { user_id: '17841', username: 'acme' };

it.each([
  ['the name of today', { username: 'acme' }, true],
  ['the name of today in the place of the author', { from: { id: 'scoped', username: 'acme' } }, true],
  ['a name of before, and the account’s id', { username: 'acme.old', from: { id: '17841' } }, true],
  ['another name and another id', { username: 'reader', from: { id: '9', username: 'reader' } }, false],
  ['neither', {}, false],
])('knows what the account wrote by either: %s', (_, written, isOurs) => {
  expect(isOwn(written, OWN)).toBe(isOurs);
});
