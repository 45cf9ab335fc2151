import type { Limits } from '../network.ts';

export const LIMITS: Limits = {
  text: [{ unit: 'characters', most: 800, count: (text) => [...text].length }],
  images: {
    most: 5,
    // Told nowhere.
    bytes: Number.POSITIVE_INFINITY,
    contentTypes: ['image/jpeg', 'image/png'],
    alt: 500,
  },
  // Neither its size nor its length is told in the API's description; see preflight.ts.
  video: {
    ...{ bytes: Number.POSITIVE_INFINITY, longest: Number.POSITIVE_INFINITY },
    ...{ contentTypes: ['video/mp4'], alt: 500 },
  },
  textOptional: true,
};
