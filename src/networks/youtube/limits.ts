import type { Limits } from '../network.ts';
import { bytes } from '../text.ts';

const DAY = 24 * 3_600_000;

export const LIMITS: Limits = {
  text: [{ unit: 'bytes', most: 5_000, count: bytes }],
  video: {
    ...{ bytes: 256_000_000_000, longest: 12 * 3_600_000, contentTypes: ['video/mp4'] },
    cover: { contentTypes: ['image/jpeg', 'image/png'], bytes: 2_000_000 },
  },
  textOptional: true,
  // Of the app, whichever channels it serves.
  quota: [{ most: 100, of: 'posts', per: DAY, besideAnswers: true }],
};

/** Of all tags together, as YouTube counts them. */
export const MOST_TAGS = 500;
