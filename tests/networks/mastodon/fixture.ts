import type { Fixture } from '../servers/far-side.ts';
import { TestMastodon } from '../servers/mastodon.ts';

export const fixture: Fixture = {
  network: 'mastodon',
  start: () => new TestMastodon().start(),
  bad: [
    { account: { url: 'mastodon.social', access_token: 'x' }, path: 'url' },
    { account: { url: 'https://mastodon.social' }, path: 'access_token' },
    {
      account: { url: 'https://mastodon.social', access_token: 'x', visibility: 'all' },
      path: 'visibility',
    },
  ],
  atLimit: [
    {
      unit: 'characters',
      // 23 for the address, 7 for the mention, each with the blank after it.
      text: `https://example.org/${'long/'.repeat(30)} @friend@example.org ${'ö'.repeat(500 - 23 - 1 - 7 - 1)}`,
      more: 'ö',
    },
  ],
  publishAgainIsSafe: true,
  edits: true,
  counts: true,
  tellsAltTexts: true,
};
