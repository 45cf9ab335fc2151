/** What X takes of an account without a subscription. */
import type { Limits } from '../network.ts';

export async function readLimits(): Promise<Limits> {
  const { weightOf } = await import('./text.ts');
  return {
    text: [{ unit: 'characters', most: 280, count: weightOf }],
    images: {
      most: 4,
      // Of a GIF; of the others see preflight.ts.
      bytes: 15 * 1024 * 1024,
      contentTypes: ['image/jpeg', 'image/png', 'image/webp', 'image/gif'],
      alt: 1_000,
    },
    video: { bytes: 512 * 1024 * 1024, longest: 140_000, contentTypes: ['video/mp4'] },
    textOptional: true,
    quota: [{ most: 100, of: 'posts', per: 15 * 60_000 }],
  };
}

/** Bytes of a picture that is no GIF. */
export const MOST_PHOTO_BYTES = 5 * 1024 * 1024;
export const MOST_CASHTAGS = 1;
export const GIF = 'image/gif';
