/** What Telegram takes, and what it makes of a text before it counts. */
import type { Limits } from '../network.ts';

/** Blanks at either end are cut off. */
export function countOf(text: string): number {
  return text.trim().length;
}

/**
 * UTF-16 code units, in which Telegram gives the places in a text. Whether its own limit counts an emoji beyond the basic
 * plane once or twice is told differently; this is the lesser of both.
 */
export const LIMITS: Limits = {
  text: [{ unit: 'characters', most: 4096, count: countOf }],
  images: {
    most: 10,
    bytes: 10 * 1024 * 1024,
    // An animated one is no photo there, and goes into no album.
    contentTypes: ['image/jpeg', 'image/png', 'image/webp'],
  },
  // Of what telegram.org keeps; a Bot API server of one's own may take more.
  video: {
    ...{ bytes: 50_000_000, contentTypes: ['video/mp4'] },
    // It goes in the same request, which may hold little more.
    cover: { bytes: 2_000_000, contentTypes: ['image/jpeg', 'image/png'] },
  },
  textOptional: true,
};

/** The text stands as a caption under pictures, or a video. */
export const MOST_IN_CAPTION = 1024;
/** Width and height of a picture together, pixels. */
export const MOST_SIDES = 10_000;
/** The longer side by the shorter one. */
export const MOST_RATIO = 20;
/** Bytes of all pictures of one request. */
export const MOST_BYTES_IN_ALL = 50_000_000;
