/** The picture of a link's card: a JPEG, as small as the pickiest network wants it (Bluesky: 1,000,000 bytes). */

import { loadSharp, takenIn } from './decoding.ts';

/** Throws when it cannot be made so small. One at a time in a process, as when a picture is taken in. */
export function thumbnailOf(bytes: Uint8Array): Promise<Uint8Array> {
  return takenIn(() => made(bytes));
}

async function made(bytes: Uint8Array): Promise<Uint8Array> {
  const sharp = await loadSharp();
  for (const quality of [85, 70, 50]) {
    const small = await sharp(bytes)
      .resize(WIDEST, WIDEST, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: 'white' })
      .jpeg({ quality })
      .toBuffer();
    if (small.byteLength <= MOST_BYTES) return small;
  }
  throw new Error('It does not get small enough.');
}

const WIDEST = 1_200;
const MOST_BYTES = 950_000;
