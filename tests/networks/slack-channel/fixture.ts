import type { Fixture } from '../servers/far-side.ts';
import { startSlack } from '../servers/slack.ts';

export const fixture: Fixture = {
  network: 'slack-channel',
  start: startSlack,
  bad: [
    { account: { token: 'secret', channel: 'C0123' }, path: 'token' },
    { account: { token: 'xoxb-1', channel: '#social' }, path: 'channel' },
    { account: { token: 'xoxb-1', channel: 'C0123', api_url: 'ftp://slack' }, path: 'api_url' },
  ],
  atLimit: [{ unit: 'characters', text: `&${'a'.repeat(39_995)}`, more: '!' }],
  publishAgainIsSafe: false,
  edits: true,
  counts: true,
};
