import type { Fixture } from '../servers/far-side.ts';
import { startInstagram } from '../servers/instagram.ts';

export const fixture: Fixture = {
  network: 'instagram',
  start: startInstagram,
  bad: [
    { account: { access_token: '' }, path: 'access_token' },
    { account: {}, path: 'client_id' },
    { account: { client_id: 'x' }, path: 'client_secret' },
    { account: { access_token: 'x', client_id: 'x', client_secret: 'x' }, path: 'access_token' },
    { account: { access_token: 'x', version: '27' }, path: 'version' },
    { account: { access_token: 'x', most_hashtags: 31 }, path: 'most_hashtags' },
    { account: { access_token: 'x', api_url: 'http://example.org' }, path: 'api_url' },
  ],
  atLimit: [{ unit: 'characters', text: `🌞${'a'.repeat(2_199)}`, more: 'a' }],
  publishAgainIsSafe: false,
  edits: false,
  tellsFollowers: false,
  pictures: 'needed, and made anew',
  counts: true,
  tellsAltTexts: true,
};
