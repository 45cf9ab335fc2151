import type { Fixture } from '../servers/far-side.ts';
import { startLinkedIn } from '../servers/linkedin.ts';

export const fixture: Fixture = {
  network: 'linkedin',
  start: startLinkedIn,
  bad: [
    { account: { access_token: '' }, path: 'access_token' },
    { account: { organization: '1' }, path: 'client_id' },
    { account: { client_id: 'x' }, path: 'client_secret' },
    { account: { access_token: 'x', client_id: 'x', client_secret: 'x' }, path: 'access_token' },
    { account: { access_token: 'x', organization: 'acme' }, path: 'organization' },
    { account: { access_token: 'x', version: '2026-09' }, path: 'version' },
    { account: { access_token: 'x', api_url: 'http://example.org' }, path: 'api_url' },
  ],
  // The sign in front is sent with a backslash.
  atLimit: [{ unit: 'characters', text: `(${'a'.repeat(2998)}`, more: 'a' }],
  publishAgainIsSafe: false,
  edits: true,
  refusesRepeats: true,
  tellsWhen: false,
  tellsAltTexts: true,
  showsCards: true,
};
