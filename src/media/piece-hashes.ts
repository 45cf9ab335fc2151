/**
 * Hashes of a blob's pieces, noted as it is taken in: any stretch of it can be checked later without reading what stands
 * before. One hash over all of them is what an approval covers.
 */
import { createHash, type Hash } from 'node:crypto';
import { PIECE } from './blobs.ts';
import { hashOf } from './hash.ts';

export class PieceHashes {
  private readonly ended: Buffer[] = [];
  private begun: Hash = createHash('sha256');
  private filled = 0;

  /** Gives on what comes, and notes it. */
  async *seen(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const given of bytes) {
      this.add(given);
      yield given;
    }
  }

  /** SHA-256 of each piece of `PIECE` bytes, and of what is left over, one after the other. Nothing can be added then. */
  all(): Buffer {
    if (this.filled > 0) this.end();
    return Buffer.concat(this.ended);
  }

  private add(given: Uint8Array): void {
    for (let taken = 0; taken < given.byteLength; ) {
      const part = given.subarray(taken, taken + PIECE - this.filled);
      this.begun.update(part);
      this.filled += part.byteLength;
      taken += part.byteLength;
      if (this.filled === PIECE) this.end();
    }
  }

  private end(): void {
    this.ended.push(this.begun.digest());
    this.begun = createHash('sha256');
    this.filled = 0;
  }
}

/** Whether these are the hashes of the pieces of a blob of that size, as `piecesHash` (SHA-256, hex) stands for them. */
export function areOf(hashes: Uint8Array, piecesHash: string, size: number): boolean {
  return hashes.byteLength === Math.ceil(size / PIECE) * HASH && hashOf(hashes) === piecesHash;
}

/** `piece`: the number `position` of the blob, from 0. */
export function isPiece(hashes: Uint8Array, position: number, piece: Uint8Array): boolean {
  const noted = Buffer.from(hashes.buffer, hashes.byteOffset + position * HASH, HASH);
  return createHash('sha256').update(piece).digest().equals(noted);
}

/** Bytes of a SHA-256. */
const HASH = 32;
