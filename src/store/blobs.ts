/** Blobs in the database, in pieces: every process of a team reaches them, wherever it runs. */
import { createHash } from 'node:crypto';
import { and, eq, isNull, lt, sql } from 'drizzle-orm';
import { ABANDONED_AFTER, type Blobs, type IsFree, PIECE } from '../media/blobs.ts';
import { piecesOf } from '../media/pieces.ts';
import type { Database } from './database.ts';
import { blobPieces, blobs } from './schema/videos.ts';

export function databaseBlobs(database: Database): Blobs {
  return {
    take: (bytes, isFree) => take(database, bytes, isFree),
    read: (hash, from, to) => read(database, hash, from, to),
    async remove(hash) {
      await database.delete(blobs).where(eq(blobs.hash, hash));
    },
  };
}

async function take(database: Database, bytes: AsyncIterable<Uint8Array>, isFree?: IsFree) {
  await forgetAbandoned(database);
  const [begun] = await database.insert(blobs).values({}).returning({ id: blobs.id });
  const blobId = begun?.id ?? 0;
  try {
    const seen = createHash('sha256');
    let size = 0;
    let position = 0;
    for await (const piece of piecesOf(bytes, PIECE)) {
      seen.update(piece);
      size += piece.byteLength;
      await database.insert(blobPieces).values({ blobId, position, bytes: piece });
      position += 1;
    }
    const hash = seen.digest('hex');
    await isFree?.(hash);
    await finish(database, blobId, hash);
    return { hash, size };
  } catch (error) {
    await database.delete(blobs).where(eq(blobs.id, blobId));
    throw error;
  }
}

/** What stood under that hash before may be anything by now; these are its bytes. */
async function finish(database: Database, blobId: number, hash: string): Promise<void> {
  await database.transaction(async (transaction) => {
    // Two who bring the same at once follow one another.
    await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${hash}, 0))`);
    await transaction.delete(blobs).where(eq(blobs.hash, hash));
    await transaction.update(blobs).set({ hash }).where(eq(blobs.id, blobId));
  });
}

async function forgetAbandoned(database: Database): Promise<void> {
  const since = sql`now() - make_interval(secs => ${ABANDONED_AFTER / 1_000})`;
  await database.delete(blobs).where(and(isNull(blobs.hash), lt(blobs.begunAt, since)));
}

async function* read(database: Database, hash: string, from: number, to: number): AsyncGenerator<Uint8Array> {
  for (let at = from; at < to; ) {
    const position = Math.floor(at / PIECE);
    const begin = position * PIECE;
    const length = Math.min(PIECE, to - begin) - (at - begin);
    const [found] = await database
      .select({ bytes: sql<Uint8Array>`substring(${blobPieces.bytes} from ${at - begin + 1} for ${length})` })
      .from(blobPieces)
      .innerJoin(blobs, eq(blobs.id, blobPieces.blobId))
      .where(and(eq(blobs.hash, hash), eq(blobPieces.position, position)));
    if (!found || found.bytes.byteLength === 0) return;
    yield found.bytes;
    at += found.bytes.byteLength;
  }
}
