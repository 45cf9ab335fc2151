import type { Limits } from '../network.ts';

/** How large it may be is told nowhere. */
const PICTURE = { bytes: Number.POSITIVE_INFINITY, contentTypes: ['image/jpeg', 'image/png'] };

/** It goes in the one request that makes the Pin, a third longer there; of our own, as Pinterest names none. */
const LARGEST_COVER = 10_000_000;

export const LIMITS: Limits = {
  text: [{ unit: 'characters', most: 800, count: (text) => [...text].length }],
  images: { most: 5, ...PICTURE, alt: 500 },
  // Neither its size nor its length is told in the API's description; see preflight.ts.
  video: {
    ...{ bytes: Number.POSITIVE_INFINITY, longest: Number.POSITIVE_INFINITY },
    ...{ contentTypes: ['video/mp4'], alt: 500, cover: { ...PICTURE, bytes: LARGEST_COVER } },
  },
  textOptional: true,
};
