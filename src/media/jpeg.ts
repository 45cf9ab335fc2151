/** A picture as a JPEG, for networks that take nothing else: on white where one saw through it, in sRGB, upright. */
import { decodeSentOut } from './decoding.ts';
import type { Picture } from './image.ts';

type Given = Pick<Picture, 'bytes' | 'contentType'>;

/**
 * What is one already, in sRGB, is left as it is. Of a moving picture it is the first frame. Throws where it cannot be
 * decoded. One at a time in a process, beside those that are taken in.
 */
export async function asJpeg(picture: Given): Promise<Given> {
  const { answer, bytes } = await decodeSentOut('jpeg', picture.bytes);
  if (answer.outcome === 'unchanged') return picture;
  if (answer.outcome !== 'jpeg') throw new Error(`No JPEG could be made of it: ${JSON.stringify(answer)}`);
  return { bytes, contentType: 'image/jpeg' };
}
