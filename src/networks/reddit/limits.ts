import type { Limits } from '../network.ts';

export const LIMITS: Limits = {
  text: [{ unit: 'characters', most: 40_000, count: (text) => [...text].length }],
  // So Reddit's pages for people have it; its API tells nothing of videos.
  video: {
    ...{ bytes: 1_000_000_000, longest: 15 * 60_000, contentTypes: ['video/mp4'] },
    cover: { contentTypes: ['image/jpeg', 'image/png'], bytes: 20_000_000, isRequired: true },
  },
  textOptional: true,
};
