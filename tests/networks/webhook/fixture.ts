import type { Fixture } from '../servers/far-side.ts';
import { startWebhook } from '../servers/webhook.ts';

export const fixture: Fixture = {
  network: 'webhook',
  start: startWebhook,
  bad: [
    { account: { url: 'http://example.org/hook', secret: 'x'.repeat(16) }, path: 'url' },
    { account: { url: 'https://example.org/hook', secret: 'short' }, path: 'secret' },
    { account: { url: 'https://me:pw@example.org', secret: 'x'.repeat(16) }, path: 'url' },
  ],
  atLimit: [],
  publishAgainIsSafe: true,
  edits: true,
  reads: false,
};
