import type { Limits } from '../network.ts';
import { toLittleText } from './little-text.ts';

export const LIMITS: Limits = {
  // Of what is sent: whether its backslashes count is told nowhere.
  text: [{ unit: 'characters', most: 3000, count: (text) => toLittleText(text).length }],
  images: {
    most: 20,
    // Told nowhere; the pixels are.
    bytes: Number.POSITIVE_INFINITY,
    pixels: 36_152_319,
    contentTypes: ['image/jpeg', 'image/png', 'image/gif'],
    alt: 4086,
  },
  // How large one may be the facts differ about: LinkedIn says it itself, before the first byte.
  video: {
    ...{ bytes: Number.POSITIVE_INFINITY, longest: 30 * 60_000, shortest: 3_000 },
    contentTypes: ['video/mp4'],
  },
  textOptional: true,
};
