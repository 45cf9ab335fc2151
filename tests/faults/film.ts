/** The videos that posts have. */
import { createHash } from 'node:crypto';
import { PIECE } from '../../src/media/blobs.ts';
import { hashOf } from '../../src/media/hash.ts';
import { piecesOf } from '../../src/media/pieces.ts';
import type { Video } from '../../src/networks/network.ts';
import type { InputMedia } from '../../src/posts/input.ts';
import { databaseBlobs } from '../../src/store/blobs.ts';
import type { Database } from '../../src/store/database.ts';
import * as videos from '../../src/store/videos.ts';
import { publicPictures, served } from '../networks/servers/public-pictures.ts';
import { FILMS, type Film } from './targets.ts';

const made = {
  'short film': filmOf(64 * 1024),
  // Three pieces for YouTube, two for X and LinkedIn.
  'long film': filmOf(4 * 1024 * 1024 + 1_000),
};

/** As a post has it. */
export function mediaOf(film: Film): InputMedia {
  const { shape, hash, pieceHashes } = made[film];
  return { hash, alt: '', name: 'kite.mp4', video: { ...shape, piecesHash: hashOf(pieceHashes) } };
}

export async function keepVideos(database: Database): Promise<void> {
  for (const { bytes, shape, hash, pieceHashes } of Object.values(made)) {
    await databaseBlobs(database).take(inOne(bytes));
    await videos.keep(database, { ...shape, hash, contentType: MP4, tellsPlace: false, pieceHashes });
  }
}

/** Where networks that fetch videos themselves find each, by its hash. */
export async function addressesOfVideos(): Promise<Record<string, string>> {
  const found = FILMS.map(async (film) => {
    const { hash } = served(asGiven(film));
    return [hash, await publicPictures.addressOfVideo({ hash })];
  });
  return Object.fromEntries(await Promise.all(found));
}

/** As a network is given it. */
export function asGiven(film: Film): Video {
  const { bytes, shape, hash } = made[film];
  const pieces: Video['pieces'] = (from, most) => piecesOf(inOne(bytes.subarray(from)), most);
  return { ...shape, hash, contentType: MP4, tellsPlace: false, alt: '', pieces };
}

function filmOf(size: number) {
  const bytes = Buffer.alloc(size, 'kite');
  // As an MP4 begins.
  bytes.write('ftyp', 4, 'latin1');
  const shape = { width: 320, height: 180, duration: 4_000, size };
  return { bytes, shape, hash: hashOf(bytes), pieceHashes: hashesOf(bytes) };
}

async function* inOne(all: Uint8Array): AsyncGenerator<Uint8Array> {
  yield all;
}

function hashesOf(all: Buffer): Buffer {
  const count = Math.ceil(all.length / PIECE);
  const pieces = Array.from({ length: count }, (_, at) => all.subarray(at * PIECE, (at + 1) * PIECE));
  return Buffer.concat(pieces.map((piece) => createHash('sha256').update(piece).digest()));
}

const MP4 = 'video/mp4';
