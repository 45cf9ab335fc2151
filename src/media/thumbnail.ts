/** The picture of a link's card: a JPEG, as small as the pickiest network wants it (Bluesky: 1,000,000 bytes). */

import { decodeTakenIn } from './decoding.ts';

/** Throws when it cannot be made so small. One at a time in a process, as when a picture is taken in. */
export async function thumbnailOf(given: Uint8Array): Promise<Uint8Array> {
  const { answer, bytes } = await decodeTakenIn('thumbnail', given);
  if (answer.outcome !== 'jpeg') throw new Error(`It has no thumbnail: ${JSON.stringify(answer)}`);
  return bytes;
}
