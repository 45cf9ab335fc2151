import type { Fixture } from '../servers/far-side.ts';
import { startTelegram, TOKEN } from '../servers/telegram.ts';

export const fixture: Fixture = {
  network: 'telegram',
  start: startTelegram,
  bad: [
    { account: { token: 'secret', chat: '@acme_news' }, path: 'token' },
    { account: { token: TOKEN }, path: 'chat' },
    { account: { token: TOKEN, chat: 'https://t.me/acme_news' }, path: 'chat' },
    { account: { token: TOKEN, chat: '@acme_news', api_url: 'http://example.org' }, path: 'api_url' },
  ],
  atLimit: [{ unit: 'characters', text: `😀${'a'.repeat(4094)}`, more: 'a' }],
  publishAgainIsSafe: false,
  edits: true,
  reads: false,
};
