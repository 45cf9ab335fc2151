import type { Fixture } from '../servers/far-side.ts';
import { startX } from '../servers/x.ts';

export const fixture: Fixture = {
  network: 'x',
  start: startX,
  bad: [
    { account: { access_token: '' }, path: 'access_token' },
    { account: {}, path: 'client_id' },
    { account: { client_id: 'x' }, path: 'client_secret' },
    { account: { access_token: 'x', client_id: 'x', client_secret: 'x' }, path: 'access_token' },
    { account: { access_token: 'x', monthly_cap: '20 dollars' }, path: 'monthly_cap' },
    { account: { access_token: 'x', prices: { post: -1 } }, path: 'prices.post' },
    { account: { access_token: 'x', api_url: 'http://example.org' }, path: 'api_url' },
  ],
  // A link weighs 23, however long it is, an emoji and a sign of many scripts two each.
  atLimit: [
    {
      unit: 'characters',
      text: `https://example.org/${'path/'.repeat(30)} 👩‍👩‍👧‍👦 ${'世'.repeat(120)}${'a'.repeat(13)}`,
      more: 'a',
    },
  ],
  publishAgainIsSafe: false,
  edits: false,
  refusesRepeats: true,
  counts: true,
};
