import type { Fixture } from '../servers/far-side.ts';
import { startThreads } from '../servers/threads.ts';

export const fixture: Fixture = {
  network: 'threads',
  start: startThreads,
  bad: [
    { account: { access_token: '' }, path: 'access_token' },
    { account: {}, path: 'client_id' },
    { account: { client_id: 'x' }, path: 'client_secret' },
    { account: { access_token: 'x', client_id: 'x', client_secret: 'x' }, path: 'access_token' },
    { account: { access_token: 'x', api_url: 'http://example.org' }, path: 'api_url' },
  ],
  // A sun has four bytes.
  atLimit: [{ unit: 'characters', text: `🌞${'a'.repeat(496)}`, more: 'a' }],
  publishAgainIsSafe: false,
  edits: false,
  tellsFollowers: false,
  counts: true,
};
