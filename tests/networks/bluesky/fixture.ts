import type { Fixture } from '../servers/far-side.ts';
import { TestPds } from '../servers/pds.ts';

const FAMILY = '👨‍👩‍👧‍👦';

export const fixture: Fixture = {
  network: 'bluesky',
  start: () => new TestPds().start(),
  bad: [
    { account: { identifier: 'acme', password: 'x' }, path: 'identifier' },
    { account: { identifier: 'acme.test', password: '' }, path: 'password' },
    {
      account: { identifier: 'acme.test', password: 'x', service: 'http://pds.example.org' },
      path: 'service',
    },
  ],
  atLimit: [
    { unit: 'graphemes', text: `${FAMILY.repeat(100)}${'a'.repeat(200)}`, more: 'é' },
    { unit: 'bytes', text: `${FAMILY.repeat(120)}`, more: 'a' },
  ],
  publishAgainIsSafe: true,
  edits: false,
  counts: true,
  tellsAltTexts: true,
  showsCards: true,
  videosGoElsewhere: true,
};
