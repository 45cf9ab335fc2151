import type { Limits } from '../network.ts';
import { escaped } from './text.ts';

/** Counted as sent, with `&`, `<` and `>` escaped: beyond 40,000 Slack would cut it off without a word. */
export const LIMITS: Limits = {
  text: [{ unit: 'characters', most: 40_000, count: (text) => escaped(text).length }],
  images: {
    most: 10,
    bytes: 10_000_000,
    // What an image block shows.
    contentTypes: ['image/jpeg', 'image/png', 'image/gif'],
    alt: 2000,
  },
  textOptional: true,
};

/** Slack refuses about 13.2k characters of blocks in all (slackapi/bolt-js #2509). */
export const MOST_IN_BLOCKS = 12_000;

/** Of the bare text in `chat.update` (its documentation); `chat.postMessage` takes ten times as much. */
export const MOST_IN_EDIT = 4_000;
