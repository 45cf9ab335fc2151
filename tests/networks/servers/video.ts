/** A video as a network is given it, for tests. */
import { createHash } from 'node:crypto';
import { piecesOf } from '../../../src/media/pieces.ts';
import type { Video } from '../../../src/networks/network.ts';

export interface TestVideo extends Video {
  /** SHA-256 of its bytes, hex. */
  hash: string;
}

/** Each byte another one than its neighbours. `seed` makes it another file. */
export function video(size = 600_000, seed = 0): TestVideo {
  const bytes = Buffer.alloc(size);
  for (let index = 0; index < size; index += 1) bytes[index] = (index * 31 + seed) % 251;
  // As an MP4 begins.
  bytes.write('ftyp', 4, 'latin1');
  return {
    ...{ contentType: 'video/mp4', alt: '', width: 320, height: 180, duration: 2_000 },
    ...{ size, tellsPlace: false, hash: createHash('sha256').update(bytes).digest('hex') },
    pieces: (from, most) => piecesOf(inOne(bytes.subarray(from)), most),
  };
}

/** The same, but that reading it fails after so many bytes, as where it was swapped under way. */
export function breakingOff<Given extends Video>(given: Given, after: number, error: Error): Given {
  return {
    ...given,
    async *pieces() {
      yield* given.pieces(0, after);
      throw error;
    },
  };
}

async function* inOne(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
