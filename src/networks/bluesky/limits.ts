import type { Limits } from '../network.ts';
import { bytes, graphemes } from '../text.ts';

/** From the lexicons `app.bsky.feed.post` and `app.bsky.embed.images`; the length of alt text from Bluesky's app. */
export const LIMITS: Limits = {
  text: [
    { unit: 'graphemes', most: 300, count: graphemes },
    { unit: 'bytes', most: 3000, count: bytes },
  ],
  images: {
    most: 4,
    bytes: 2_000_000,
    contentTypes: ['image/jpeg', 'image/png', 'image/webp', 'image/gif'],
    alt: 2000,
  },
  textOptional: true,
};
