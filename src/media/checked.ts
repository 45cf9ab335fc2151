/**
 * A blob as it was approved: all of it is hashed on the way, and its last piece is given out only when the hash is the one
 * by which it goes. A network that shows nothing before it has every byte never shows another video.
 */
import { createHash } from 'node:crypto';
import type { Blob, Blobs } from './blobs.ts';
import { piecesOf } from './pieces.ts';

/** What is kept under the hash is not what was taken in under it. */
export class ChangedBlob extends Error {
  override name = 'ChangedBlob';
}

/** In pieces of `most` bytes from byte `from` on; what stands before is read too, for the hash. Throws `ChangedBlob`. */
export async function* checkedPieces(
  blobs: Blobs,
  { hash, size }: Blob,
  from: number,
  most: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const seen = createHash('sha256');
  for await (const piece of blobs.read(hash, 0, from)) seen.update(piece);
  let given = from;
  let held: Uint8Array<ArrayBuffer> | undefined;
  for await (const piece of piecesOf(blobs.read(hash, from, size), most)) {
    if (held) yield held;
    seen.update(piece);
    given += piece.byteLength;
    held = piece;
  }
  if (given !== size || seen.digest('hex') !== hash)
    throw new ChangedBlob('not the bytes that were taken in');
  if (held) yield held;
}
