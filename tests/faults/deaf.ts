/** What the harness goes without: orders take the place of wake-ups, and no post of its has a link. */
import type { Ringer } from '../../src/app/alarms/ringer.ts';
import type { App } from '../../src/app/app.ts';
import type { Moods } from '../../src/app/listening/moods.ts';
import type { Sender } from '../../src/app/showing/sender.ts';
import type { LinkCards } from '../../src/media/link-cards.ts';
import type { Links } from '../../src/media/links.ts';
import type { Queue } from '../../src/queue/job.ts';
import type { PageLinks } from '../../src/web/page-links.ts';

export const DEAF: Queue = {
  add: async () => {},
  work: async () => {},
  stop: async () => {},
  fault: async () => undefined,
};

export const UNASKED: Links & LinkCards = { ask: async () => new Map() };

export const UNRUNG: Ringer = { ringDue: async () => {}, idle: async () => {}, stop: async () => {} };
export const UNFELT: Moods = {
  of: async () => ({ label: 'neutral', score: 0, confidence: 0, lang: 'und' }),
  learn: async () => {},
};
export const UNVISITED: PageLinks = {
  linkTo: () => '',
  read: () => undefined,
  formToken: () => '',
  proof: () => '',
  isFormToken: () => false,
};
export const SILENT: Sender = { sendDue: async () => {}, idle: async () => {}, stop: async () => {} };

/** No chat is spoken to. */
export const SPEECHLESS: Pick<App, 'messengers' | 'moderators'> = {
  messengers: new Map(),
  moderators: new Map(),
};
