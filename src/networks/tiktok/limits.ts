/** What TikTok takes; how long a video may be it tells of each account. */
import type { Limits } from '../network.ts';

/** Pictures may have a longer caption there; one text is counted by one rule here. */
const MOST_CAPTION = 2_200;

export const LIMITS: Limits & { video: object } = {
  // UTF-16 code units.
  text: [{ unit: 'characters', most: MOST_CAPTION, count: (text) => text.length }],
  images: {
    most: 35,
    bytes: 20_000_000,
    // It takes no PNG; what is not a JPEG is served as one.
    contentTypes: ['image/jpeg', 'image/png', 'image/webp'],
  },
  video: { bytes: 4_000_000_000, longest: 10 * 60_000, contentTypes: ['video/mp4'] },
  textOptional: true,
};
