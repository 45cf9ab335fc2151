import type { Limits } from '../network.ts';
import { codePoints } from '../text.ts';

/** Code points, as Discord's API counts (discord-api-docs #1315); blanks at either end are cut off before. */
export const LIMITS: Limits = {
  text: [{ unit: 'characters', most: 2000, count: (text) => codePoints(text.trim()) }],
  images: {
    most: 10,
    bytes: 10 * 1024 * 1024,
    contentTypes: ['image/jpeg', 'image/png', 'image/webp', 'image/gif'],
    alt: 1024,
  },
  textOptional: true,
};

/** Bytes of all files of one request. */
export const MOST_BYTES_IN_ALL = 25 * 1024 * 1024;
