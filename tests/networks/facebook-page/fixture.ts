import { startFacebook } from '../servers/facebook.ts';
import type { Fixture } from '../servers/far-side.ts';

export const fixture: Fixture = {
  network: 'facebook-page',
  start: startFacebook,
  bad: [
    { account: { access_token: '', page: '1' }, path: 'access_token' },
    { account: { access_token: 'x' }, path: 'page' },
    { account: { page: '1' }, path: 'client_id' },
    { account: { client_id: 'x', page: '1' }, path: 'client_secret' },
    { account: { access_token: 'x', client_id: 'x', client_secret: 'x', page: '1' }, path: 'access_token' },
    { account: { access_token: 'x', page: 'acme' }, path: 'page' },
    { account: { access_token: 'x', page: '1', version: '27' }, path: 'version' },
    { account: { access_token: 'x', page: '1', api_url: 'http://example.org' }, path: 'api_url' },
  ],
  atLimit: [{ unit: 'characters', text: `🌞${'a'.repeat(63_205)}`, more: 'a' }],
  publishAgainIsSafe: false,
  edits: true,
  tellsFollowers: false,
  counts: true,
};
