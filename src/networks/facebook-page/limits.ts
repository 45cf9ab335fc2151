import type { Limits } from '../network.ts';

export const LIMITS: Limits = {
  text: [{ unit: 'characters', most: 63_206, count: (text) => [...text].length }],
  images: {
    most: 10,
    bytes: 4 * 1024 * 1024,
    contentTypes: ['image/jpeg', 'image/png'],
    // How much of it is kept is told nowhere.
    alt: Number.POSITIVE_INFINITY,
  },
  // Facebook takes more, and how much it tells nowhere.
  video: { bytes: 1_000_000_000, longest: 20 * 60_000, contentTypes: ['video/mp4'] },
  textOptional: true,
};
