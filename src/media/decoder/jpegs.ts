/** JPEGs of pictures. Runs in the process that decodes. */
import sharp from 'sharp';
import type { Answer } from './protocol.ts';
import { LONGEST } from './sharp.ts';

interface Answered {
  head: Answer;
  bytes: Uint8Array;
}

/** On white where one saw through it, in sRGB, upright. Throws what sharp throws. */
export async function jpegOf(bytes: Uint8Array): Promise<Answered> {
  const { format, space, icc, orientation = 1 } = await sharp(bytes).metadata();
  if (format === 'jpeg' && space === 'srgb' && !icc && orientation === 1)
    return { head: { outcome: 'unchanged' }, bytes: new Uint8Array() };
  const jpeg = await sharp(bytes, { failOn: 'truncated' })
    .timeout({ seconds: LONGEST })
    .autoOrient()
    .flatten({ background: '#ffffff' })
    // Networks that recompress pictures drop the profile, and with it the meaning of the numbers.
    .toColourspace('srgb')
    .jpeg({ quality: 92, chromaSubsampling: '4:4:4' })
    .toBuffer();
  return { head: { outcome: 'jpeg' }, bytes: jpeg };
}

/** As small as the pickiest network wants it (Bluesky: 1,000,000 bytes). Throws when it does not get so small. */
export async function thumbnailOf(bytes: Uint8Array): Promise<Answered> {
  for (const quality of [85, 70, 50]) {
    const small = await sharp(bytes)
      .resize(WIDEST, WIDEST, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: 'white' })
      .jpeg({ quality })
      .toBuffer();
    if (small.byteLength <= MOST_BYTES) return { head: { outcome: 'jpeg' }, bytes: small };
  }
  throw new Error('It does not get small enough.');
}

const WIDEST = 1_200;
const MOST_BYTES = 950_000;
