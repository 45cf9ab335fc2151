/** A picture as a JPEG, for networks that take nothing else: on white where one saw through it, in sRGB, upright. */
import { loadSharp, sentOut } from './decoding.ts';
import type { Picture } from './image.ts';

type Given = Pick<Picture, 'bytes' | 'contentType'>;

/**
 * What is one already, in sRGB, is left as it is. Of a moving picture it is the first frame. Throws what sharp throws. One at a time in
 * a process, beside those that are taken in.
 */
export async function asJpeg(picture: Given): Promise<Given> {
  return sentOut(() => encoded(picture));
}

async function encoded(picture: Given): Promise<Given> {
  const { bytes } = picture;
  const sharp = await loadSharp();
  const { format, space, icc, orientation = 1 } = await sharp(bytes).metadata();
  if (format === 'jpeg' && space === 'srgb' && !icc && orientation === 1) return picture;
  const jpeg = await sharp(bytes, { failOn: 'truncated' })
    .timeout({ seconds: LONGEST })
    .autoOrient()
    .flatten({ background: '#ffffff' })
    // Networks that recompress pictures drop the profile, and with it the meaning of the numbers.
    .toColourspace('srgb')
    .jpeg({ quality: QUALITY, chromaSubsampling: '4:4:4' })
    .toBuffer();
  return { bytes: jpeg, contentType: 'image/jpeg' };
}

const QUALITY = 92;
/** Seconds. */
const LONGEST = 20;
