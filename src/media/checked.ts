/**
 * A blob as it was approved. Each piece is held against the hash that was noted when it was taken in, before it is given out,
 * so that what was sent is what was approved however often and from wherever the sending is gone on with.
 */
import { createHash } from 'node:crypto';
import { type Blob, type Blobs, PIECE } from './blobs.ts';
import { hashOf } from './hash.ts';
import { areOf, isPiece, PieceHashes } from './piece-hashes.ts';
import { piecesOf } from './pieces.ts';

/** What is kept under the hash is not what was taken in under it. */
export class ChangedBlob extends Error {
  override name = 'ChangedBlob';
}

export interface ApprovedBlob extends Blob {
  /** As they are kept (piece-hashes.ts). */
  pieceHashes: Uint8Array | null;
  /** SHA-256 (hex) of them, as it was approved. Undefined: approved before pieces had hashes. */
  piecesHash: string | undefined;
}

/** Of each piece, and of these hashes. */
interface Noted {
  pieceHashes: Uint8Array | null;
  piecesHash: string;
}

/** In pieces of `most` bytes from byte `from` on. Throws `ChangedBlob`. */
export function checkedPieces(
  blobs: Blobs,
  { pieceHashes, piecesHash, ...blob }: ApprovedBlob,
  from: number,
  most: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  if (piecesHash === undefined) return checkedInTheEnd(blobs, blob, from, most);
  return piecesOf(checkedEach(blobs, blob, from, { pieceHashes, piecesHash }), most);
}

/**
 * From byte `from` up to, and not with, byte `to`, as it is read. Where its pieces had no hashes yet when it was approved, all
 * of it is hashed before the first byte of the first range comes. Throws `ChangedBlob`.
 */
export async function* checkedRange(
  blobs: Blobs,
  { pieceHashes, piecesHash, ...blob }: ApprovedBlob,
  from: number,
  to: number,
): AsyncGenerator<Uint8Array> {
  const hashes = piecesHash === undefined ? await noted(blobs, blob) : { pieceHashes, piecesHash };
  let left = to - from;
  if (left <= 0) return;
  for await (const piece of checkedEach(blobs, blob, from, hashes)) {
    yield piece.subarray(0, left);
    left -= piece.byteLength;
    if (left <= 0) return;
  }
}

/** Whoever plays one in a browser asks for many of its ranges: the last few are noted once. */
function noted(blobs: Blobs, blob: Blob): Promise<Noted> {
  const last = lastNoted.get(blobs) ?? new Map<string, Promise<Noted>>();
  lastNoted.set(blobs, last);
  const known = last.get(blob.hash);
  if (known) return known;
  const noting = notedNow(blobs, blob);
  last.set(blob.hash, noting);
  noting.catch(() => last.delete(blob.hash));
  const [oldest] = last.keys();
  if (last.size > MOST_NOTED && oldest !== undefined) last.delete(oldest);
  return noting;
}

/** By the hash of all bytes, from which those of their pieces follow: in each place where they are kept, the last few. */
const lastNoted = new WeakMap<Blobs, Map<string, Promise<Noted>>>();
const MOST_NOTED = 8;

/** The hashes of its pieces, of bytes whose hash is the one by which it goes. */
async function notedNow(blobs: Blobs, { hash, size }: Blob): Promise<Noted> {
  const [whole, pieces] = [createHash('sha256'), new PieceHashes()];
  for await (const piece of pieces.seen(blobs.read(hash, 0, size))) whole.update(piece);
  if (whole.digest('hex') !== hash) throw changed();
  const pieceHashes = pieces.all();
  return { pieceHashes, piecesHash: hashOf(pieceHashes) };
}

async function* checkedEach(
  blobs: Blobs,
  { hash, size }: Blob,
  from: number,
  { pieceHashes, piecesHash }: Noted,
): AsyncGenerator<Uint8Array> {
  if (!pieceHashes || !areOf(pieceHashes, piecesHash, size)) throw changed();
  let position = Math.floor(from / PIECE);
  let given = position * PIECE;
  for await (const piece of piecesOf(blobs.read(hash, given, size), PIECE)) {
    if (!isPiece(pieceHashes, position, piece)) throw changed();
    yield piece.subarray(Math.max(0, from - given));
    given += piece.byteLength;
    position += 1;
  }
  if (given !== size) throw changed();
}

/** All of it is hashed on the way, and its last piece is given out only when the hash is the one by which it goes. */
async function* checkedInTheEnd(
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
  if (given !== size || seen.digest('hex') !== hash) throw changed();
  if (held) yield held;
}

function changed(): ChangedBlob {
  return new ChangedBlob('not the bytes that were taken in');
}
