/** How a Mastodon instance fails, on the wire. */
import { type Failure, WORDS } from './far-side.ts';
import { type Fault, json } from './server.ts';

export const FAULTS: Record<Failure, Fault> = {
  'cut before': { kind: 'cut', when: 'before' },
  'cut after': { kind: 'cut', when: 'after' },
  silent: { kind: 'silent' },
  // Mastodon's web server answers break-downs with a page.
  'broken after': { kind: 'spoilt', reply: { status: 500, body: '<!doctype html><title>500</title>' } },
  'rate limited': {
    kind: 'answer',
    reply: json(429, { error: 'Too many requests' }, { 'retry-after': '7' }),
  },
  refused: { kind: 'answer', reply: json(422, { error: `Validation failed: ${WORDS}` }) },
  unauthorized: {
    kind: 'answer',
    reply: json(403, { error: 'This action is outside the authorized scopes' }),
  },
};
