/** The one video that posts have; it goes to YouTube in three pieces. */
import { createHash } from 'node:crypto';
import { PIECE } from '../../src/media/blobs.ts';
import { hashOf } from '../../src/media/hash.ts';
import type { VideoFacts } from '../../src/posts/video.ts';
import { databaseBlobs } from '../../src/store/blobs.ts';
import type { Database } from '../../src/store/database.ts';
import * as videos from '../../src/store/videos.ts';

const bytes = Buffer.alloc(4 * 1024 * 1024 + 1_000, 'kite');
const pieceHashes = hashesOf(bytes);
const shape = { width: 320, height: 180, duration: 2_000, size: bytes.length };

export const FILM = {
  ...shape,
  hash: hashOf(bytes),
  contentType: 'video/mp4',
  tellsPlace: false,
  pieceHashes,
};
export const FACTS: VideoFacts = { ...shape, piecesHash: hashOf(pieceHashes) };

export async function keepVideo(database: Database): Promise<void> {
  await databaseBlobs(database).take(inOne(bytes));
  await videos.keep(database, FILM);
}

async function* inOne(all: Uint8Array): AsyncGenerator<Uint8Array> {
  yield all;
}

function hashesOf(all: Buffer): Buffer {
  const count = Math.ceil(all.length / PIECE);
  const pieces = Array.from({ length: count }, (_, at) => all.subarray(at * PIECE, (at + 1) * PIECE));
  return Buffer.concat(pieces.map((piece) => createHash('sha256').update(piece).digest()));
}
