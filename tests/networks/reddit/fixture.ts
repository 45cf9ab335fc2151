import type { Fixture } from '../servers/far-side.ts';
import { startReddit, USER_AGENT } from '../servers/reddit.ts';

export const fixture: Fixture = {
  network: 'reddit',
  start: startReddit,
  complete: (message) => ({
    ...message,
    images: [],
    fields: { community: 'kites', title: 'A kite', ...message.fields },
  }),
  bad: [
    { account: { access_token: '', user_agent: USER_AGENT }, path: 'access_token' },
    { account: { client_id: 'x', user_agent: USER_AGENT }, path: 'client_secret' },
    { account: { access_token: 'x' }, path: 'user_agent' },
    { account: { access_token: 'x', user_agent: 'Bellwether' }, path: 'user_agent' },
    { account: { access_token: 'x', user_agent: USER_AGENT, community: 'r/a b' }, path: 'community' },
    {
      account: { access_token: 'x', user_agent: USER_AGENT, api_url: 'http://example.org' },
      path: 'api_url',
    },
  ],
  atLimit: [{ unit: 'characters', text: `🪁${'a'.repeat(39_999)}`, more: 'a' }],
  publishAgainIsSafe: false,
  edits: true,
  counts: true,
};
