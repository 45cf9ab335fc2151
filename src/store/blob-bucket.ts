/** Blobs as objects of a bucket, each named by its hash: every process of a team reaches them, wherever it runs. */
import { createHash, randomUUID } from 'node:crypto';
import { ABANDONED_AFTER, type Blob, type Blobs, type IsFree, PIECE } from '../media/blobs.ts';
import { piecesOf } from '../media/pieces.ts';
import type { Bucket, BucketUpload } from './bucket.ts';

export function bucketBlobs(bucket: Bucket, now: () => number = Date.now): Blobs {
  return {
    largest: LARGEST,
    take: (bytes, isFree) => take(bucket, bytes, now, isFree),
    read: (hash, from, to) => read(bucket, hash, from, to),
    remove: async (hash) => bucket.remove(named(hash)),
  };
}

/** Its name is known when all of it was seen: until then it has another one, and no object can be renamed. */
async function take(
  bucket: Bucket,
  bytes: AsyncIterable<Uint8Array>,
  now: () => number,
  isFree?: IsFree,
): Promise<Blob> {
  await forgetAbandoned(bucket, now());
  const begun = `${BEGUN}${randomUUID()}`;
  let upload: BucketUpload | undefined;
  let undo: (() => Promise<void>) | undefined;
  try {
    const seen = createHash('sha256');
    let size = 0;
    let rest = new Uint8Array();
    const parts: Awaited<ReturnType<BucketUpload['add']>>[] = [];
    for await (const part of piecesOf(bytes, PART)) {
      seen.update(part);
      size += part.byteLength;
      if (!upload && part.byteLength < PART) rest = part;
      else {
        upload ??= await bucket.begin(begun);
        undo = upload.abort;
        parts.push(await upload.add(parts.length + 1, part));
      }
    }
    const hash = seen.digest('hex');
    await upload?.complete(parts);
    if (upload) undo = () => bucket.remove(begun);
    await isFree?.(hash);
    if (!upload) await bucket.put(named(hash), rest);
    else {
      await bucket.copy(begun, named(hash));
      await undo?.();
    }
    return { hash, size };
  } catch (error) {
    // What cannot be undone now is when somebody puts something in after a day.
    await undo?.().catch(() => {});
    throw error;
  }
}

/** What cannot be listed stops nobody from putting something in; the doctor tells of it. */
async function forgetAbandoned(bucket: Bucket, now: number): Promise<void> {
  const isOld = ({ at }: { at: number }) => now - at > ABANDONED_AFTER;
  const forget = async () => {
    for (const { key } of (await bucket.list(BEGUN)).filter(isOld)) await bucket.remove(key);
    for (const { upload } of (await bucket.uploads(BEGUN)).filter(isOld)) await upload.abort();
  };
  await forget().catch(() => {});
}

/** A request for each piece: however slowly they are used, none is held open. */
async function* read(bucket: Bucket, hash: string, from: number, to: number): AsyncGenerator<Uint8Array> {
  const key = named(hash);
  for (let at = from; at < to; ) {
    const piece = await bucket.read(key, at, Math.min(at + PIECE, to));
    if (!piece || piece.byteLength === 0) return;
    yield piece;
    at += piece.byteLength;
  }
}

function named(hash: string): string {
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error(`"${hash}" is no SHA-256.`);
  return `videos/${hash}`;
}

const BEGUN = 'taking/';
/** Bytes; S3 takes no smaller ones before the last, and ten thousand of them. */
const PART = 5 * 1024 * 1024;
/** Bytes; S3 copies no more in one request. */
const LARGEST = 5_000_000_000;
