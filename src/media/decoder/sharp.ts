/** How sharp opens a picture here. For the process that decodes, and for nothing in the bot itself. */
import sharp, { type Sharp } from 'sharp';
import { MOST_PIXELS } from './limits.ts';

sharp.concurrency(1);
sharp.cache(false);

/** `limited`: refuses to unpack more than the pixels that are taken. */
export function open(bytes: Uint8Array, animated = false, limited = true): Sharp {
  const limitInputPixels = limited && MOST_PIXELS;
  return sharp(bytes, { limitInputPixels, failOn: 'truncated', animated }).timeout({ seconds: LONGEST });
}

/** Seconds for one step. */
export const LONGEST = 20;
