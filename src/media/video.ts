/** Takes a video in: an MP4 alone, streamed into keeping as it is, and then read for what it is. */
import { type Refusal, refuse } from '../kit/finding.ts';
import { t } from '../kit/t.ts';
import type { Blob, Blobs, IsFree } from './blobs.ts';
import { type Mp4, type Mp4Fault, readMp4 } from './mp4.ts';
import { PieceHashes } from './piece-hashes.ts';

export interface TakenVideo extends Blob, Mp4 {
  contentType: 'video/mp4';
  /** Of each of its pieces (piece-hashes.ts). */
  pieceHashes: Uint8Array;
}

export interface Taking {
  /** As a person named the file. */
  name: string;
  /** Bytes. */
  most: number;
  isFree?: IsFree;
  /** The same bytes were taken in before, and a post may name them. */
  isKnown(hash: string): Promise<boolean>;
}

/** Throws a `Refusal` for the field `media`; nothing is kept then but what was kept before. */
export async function takeVideo(
  blobs: Blobs,
  bytes: AsyncIterable<Uint8Array>,
  { name, most, isFree, isKnown }: Taking,
): Promise<TakenVideo> {
  const pieces = new PieceHashes();
  const blob = await blobs.take(pieces.seen(upTo(bytes, name, most)), isFree);
  const read = async (from: number, to: number) =>
    Buffer.concat(await collected(blobs.read(blob.hash, from, Math.min(to, blob.size))));
  const told = await readMp4(read, blob.size);
  if (typeof told !== 'string')
    return { ...blob, ...told, contentType: 'video/mp4', pieceHashes: pieces.all() };
  // What an earlier version could read may be on its way out.
  if (!(await isKnown(blob.hash))) await blobs.remove(blob.hash);
  throw broken(name, told);
}

async function* upTo(bytes: AsyncIterable<Uint8Array>, name: string, most: number) {
  let size = 0;
  for await (const piece of bytes) {
    size += piece.byteLength;
    if (size > most) throw tooLargeVideo(name, most);
    yield piece;
  }
}

async function collected(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return pieces;
}

/** `found`: bytes, where they are known beforehand. */
export function tooLargeVideo(name: string, most: number, found?: number): Refusal {
  const megabytes = (bytes: number) => (bytes / 1_000_000).toFixed(1).replace(/\.0$/, '');
  return refuse(
    'media.video.max_bytes',
    'media',
    found === undefined
      ? t('"{name}" is larger than {most} MB; videos up to that are taken.', { name, most: megabytes(most) })
      : t('"{name}" has {found} MB; videos up to {most} MB are taken.', {
          ...{ name, found: megabytes(found), most: megabytes(most) },
        }),
    t('Export it smaller, or let your operator raise publishing.largest_video in the team file.'),
  );
}

/** `kind`: what it is, in a word or two, where that is known. */
export function noMp4(name: string): Refusal {
  return refuse(
    'media.video.unreadable',
    'media',
    t('"{name}" is a video, and no MP4.', { name }),
    t('Export it as MP4 (H.264 with AAC), which every network takes.'),
  );
}

function broken(name: string, fault: Mp4Fault): Refusal {
  const why: Record<Mp4Fault, string> = {
    'cut off': t('it is cut off'),
    'no head': t('its head is missing, as when a recording broke off'),
    'no picture': t('it has no moving picture'),
    'no length': t('it does not say how long it is'),
  };
  return refuse(
    'media.video.unreadable',
    'media',
    t('"{name}" cannot be read as a video: {why}.', { name, why: why[fault] }),
    t('Export it anew as MP4, and add it again.'),
  );
}
