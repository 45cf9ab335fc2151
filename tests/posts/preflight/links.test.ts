import { expect, test } from 'vitest';
import type { LinkState } from '../../../src/posts/links.ts';
import { rule as workingLinks } from '../../../src/posts/preflight/rules/working-links.ts';
import { candidate } from './candidate.ts';

const state = (found: LinkState['state'], reason: string): LinkState => ({ state: found, reason });
const links = new Map([
  ['https://fine.example', state('fine', 'it answers 200')],
  ['https://gone.example/x', state('broken', 'it answers 404')],
  ['http://10.0.0.1', state('private', 'it lies in a private network')],
  ['https://slow.example', state('unsure', 'no answer in time')],
]);

test('each link is told by what became of it', () => {
  const text =
    'https://fine.example, https://gone.example/x (http://10.0.0.1) https://slow.example and https://unasked.example';
  expect(workingLinks.find(candidate({ text, links }))).toMatchObject([
    {
      id: 'post.link.broken',
      level: 'warning',
      about: 'https://gone.example/x',
      message: 'https://gone.example/x leads nowhere: it answers 404.',
    },
    { id: 'post.link.private', level: 'error', about: 'http://10.0.0.1', remedy: 'Use the public address.' },
    {
      id: 'post.link.unsure',
      level: 'warning',
      message: 'https://slow.example may be out of order: no answer in time.',
    },
  ]);
});

test('only the links of this text are told', () => {
  expect(workingLinks.find(candidate({ text: 'None here', links }))).toEqual([]);
});
