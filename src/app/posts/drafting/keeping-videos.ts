/** Takes a video that a person gave into keeping, as it comes. */
import { setTimeout } from 'node:timers/promises';
import { type Refusal, refuse } from '../../../kit/finding.ts';
import { t } from '../../../kit/t.ts';
import { inTurns } from '../../../kit/turns.ts';
import { hashOf } from '../../../media/hash.ts';
import { kindOf } from '../../../media/kind.ts';
import { isMp4 } from '../../../media/mp4.ts';
import { noMp4, takeVideo, tooLargeVideo } from '../../../media/video.ts';
import type { InputMedia } from '../../../posts/input.ts';
import { databaseBlobs } from '../../../store/blobs.ts';
import { BucketError } from '../../../store/bucket-error.ts';
import * as videos from '../../../store/videos.ts';
import type { App } from '../../app.ts';

interface GivenVideo {
  name: string;
  /** Bytes, where they are known beforehand. */
  size?: number;
}

/** Throws a `Refusal` for the field `media`. */
export function keepVideo(
  app: App,
  given: GivenVideo,
  bytes: AsyncIterable<Uint8Array>,
): Promise<Pick<InputMedia, 'hash' | 'video'>> {
  const { name, size = 0 } = given;
  const blobs = app.blobs ?? databaseBlobs(app.database);
  const most = Math.min(app.team.publishing.largestVideo, blobs.largest ?? Number.POSITIVE_INFINITY);
  if (size > most) throw tooLargeVideo(name, most, size);
  return turns(async () => {
    const { head, bytes: all } = await beginningOf(bytes);
    if (!isMp4(head)) {
      // Leaving it ends the connection.
      for await (const _ of all) break;
      throw noMp4(name);
    }
    const taking = takeVideo(blobs, all, {
      ...{ name, most },
      isFree: (hash) => untilFree(app, name, hash),
      isKnown: async (hash) => (await videos.find(app.database, hash)) !== undefined,
    });
    const { tellsPlace, pieceHashes, ...taken } = await taking.catch((error) => {
      throw error instanceof BucketError ? notKept(name, error) : error;
    });
    await videos.keep(app.database, { ...taken, tellsPlace, pieceHashes });
    const { hash, contentType: _, ...facts } = taken;
    const piecesHash = hashOf(pieceHashes);
    return { hash, video: { ...facts, ...(tellsPlace && { tellsPlace }), piecesHash } };
  });
}

/** The same file may have lain there unused, and be erased just now: what came is kept when that is done. Throws a `Refusal`. */
export async function untilFree(
  { database }: Pick<App, 'database'>,
  name: string,
  hash: string,
  wait: (ms: number) => Promise<unknown> = setTimeout,
): Promise<void> {
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    if (await videos.claim(database, hash)) return;
    await wait(LOOK_AGAIN);
  }
  throw refuse(
    'media.video.being_erased',
    'media',
    t('"{name}" lay here unused for a week, and is being erased just now.', { name }),
    t('Add it again in a quarter of an hour.'),
  );
}

/** Ms between two looks. */
const LOOK_AGAIN = 250;
/** A minute of them: a person waits. */
const MOST_LOOKS = 240;

function notKept(name: string, { message }: BucketError): Refusal {
  return refuse(
    'media.video.not_kept',
    'media',
    t('"{name}" could not be kept: the bucket {message}.', { name, message }),
    t('Try again in a while; your operator finds out more by bellwether doctor.'),
  );
}

/** Each holds a disk or a database busy for a while. */
const turns = inTurns(2);

export function isVideo(head: Uint8Array): boolean {
  return kindOf(head) === 'video';
}

/** What it begins with, and all of it. */
export async function beginningOf(
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ head: Uint8Array; bytes: AsyncIterable<Uint8Array> }> {
  const rest = bytes[Symbol.asyncIterator]();
  const begun: Uint8Array[] = [];
  let size = 0;
  while (size < HEAD) {
    const next = await rest.next();
    if (next.done) break;
    begun.push(next.value);
    size += next.value.byteLength;
  }
  const head = Buffer.concat(begun);
  return { head, bytes: joined(head, rest) };
}

async function* joined(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (head.byteLength > 0) yield head;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

/** Bytes by which a file is told. */
const HEAD = 16_384;
