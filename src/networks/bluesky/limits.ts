import type { Limits } from '../network.ts';
import { bytes, graphemes } from '../text.ts';

/**
 * From the lexicons `app.bsky.feed.post`, `app.bsky.embed.images` and `app.bsky.embed.video`; the length of alt text, and of a
 * video, from Bluesky's app.
 */
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
  video: { bytes: 100_000_000, longest: 3 * 60_000, contentTypes: ['video/mp4'], alt: 2000 },
  textOptional: true,
  // 5,000 points an hour and 35,000 a day; a post costs 3 (docs.bsky.app, rate limits).
  quota: [
    { most: 1_666, of: 'posts', per: 3_600_000 },
    { most: 11_666, of: 'posts', per: 86_400_000 },
  ],
};

/** Of `langs` in `app.bsky.feed.post`. */
export const MOST_LANGUAGES = 3;
