/**
 * Takes the pictures, or the video, that a person gave, uploaded or by address, into keeping. What cannot be had is told,
 * and the rest is kept.
 */

import type { UploadedFile } from '../../../chat/option.ts';
import { type Finding, Refusal, refuse } from '../../../kit/finding.ts';
import { t } from '../../../kit/t.ts';
import { inTurns } from '../../../kit/turns.ts';
import { streamPublic, wholeOf } from '../../../media/fetch-public.ts';
import { readPicture } from '../../../media/image.ts';
import { readAltTexts } from '../../../posts/alt-texts.ts';
import { coverOf, videoOf } from '../../../posts/cover.ts';
import type { InputMedia } from '../../../posts/input.ts';
import { pictureAddresses } from '../../../posts/picture-addresses.ts';
import * as media from '../../../store/media.ts';
import type { App } from '../../app.ts';
import { beginningOf, isVideo, keepVideo } from './keeping-videos.ts';

export interface Pictured {
  media: InputMedia[];
  /** Why the others could not be had. */
  missing: Finding[];
}

/** `alt`: a line for each picture, where the chat did not ask for it with the file. */
export async function keepPictures(app: App, given: UploadedFile[] | string, alt: string): Promise<Pictured> {
  const all = typeof given === 'string' ? pictureAddresses(given).map((one) => fromAddress(app, one)) : given;
  const files = all.slice(0, MOST_PICTURES);
  const alts = readAltTexts(alt, files.length);
  const own = inTurns(AT_ONCE);
  const results = await Promise.all(
    files.map((file, index) => own(() => keepOne(app, file, alts[index] ?? ''))),
  );
  const kept = results.flatMap((result) => ('kept' in result ? [result.kept] : []));
  const missing = results.flatMap((result) => ('missing' in result ? result.missing : []));
  if (kept.length > 1 && videoOf({ media: kept }) && !coverOf({ media: kept }))
    missing.push(...besideVideo().findings);
  if (all.length > files.length) missing.push(...tooMany(all.length).findings);
  return { media: kept, missing };
}

/** Of one person, and pictures of the whole process: each may be twenty megabytes, and its server slow. */
const AT_ONCE = 2;
const turns = inTurns(4);

async function keepOne(
  app: App,
  file: GivenFile,
  alt: string,
): Promise<{ kept: InputMedia } | { missing: Finding[] }> {
  try {
    const kept = { ...(await keepGiven(app, file)), name: file.name };
    return { kept: { ...kept, alt: alt || (file.altText ?? '') } };
  } catch (error) {
    if (error instanceof Refusal) {
      if (error.cause) app.log.warn({ err: error.cause }, 'a picture could not be decoded');
      return { missing: error.findings };
    }
    app.log.warn({ err: error }, 'a picture or a video could not be fetched');
    return { missing: notFetched(file.name).findings };
  }
}

type GivenFile = Pick<UploadedFile, 'name' | 'altText' | 'stream'> &
  Partial<Pick<UploadedFile, 'size' | 'contentType' | 'fetch'>>;

/** A video waits for a turn of its own, and keeps no picture from its turn meanwhile. */
async function keepGiven(app: App, file: GivenFile): Promise<Pick<InputMedia, 'hash' | 'video'>> {
  const { fetch } = file;
  const picture = isNamedVideo(file)
    ? 'a video'
    : await turns(async () =>
        fetch ? keepPicture(app, file, await bytesOf(file, fetch)) : keepIfPicture(app, file),
      );
  return picture === 'a video' ? keepVideo(app, file, streamOf(app, file)) : picture;
}

function isNamedVideo({ name, contentType = '', fetch }: GivenFile): boolean {
  return /^video\//.test(contentType) || (fetch !== undefined && /\.(mp4|m4v)$/i.test(name));
}

/** An address does not say what lies there: that is seen by how it begins. A video is asked for again once it has its turn. */
async function keepIfPicture(app: App, file: GivenFile): Promise<{ hash: string } | 'a video'> {
  const { head, bytes } = await beginningOf(streamOf(app, file));
  if (!isVideo(head)) return keepPicture(app, file, await wholeOf(bytes, file.name, MOST_BYTES, 'media'));
  // Leaving it ends the connection.
  for await (const _ of bytes) break;
  return 'a video';
}

function streamOf(app: App, file: GivenFile): AsyncIterable<Uint8Array> {
  return file.stream(app.team.publishing.largestVideo);
}

async function keepPicture(app: App, { name }: GivenFile, bytes: Uint8Array): Promise<{ hash: string }> {
  const picture = await readPicture(bytes, name);
  await media.keep(app.database, picture);
  return { hash: picture.hash };
}

async function bytesOf(file: GivenFile, fetch: UploadedFile['fetch']): Promise<Uint8Array> {
  if ((file.size ?? 0) > MOST_BYTES) throw tooLarge(file.name, file.size ?? 0);
  return fetch(MOST_BYTES);
}

function fromAddress(app: App, address: string): GivenFile {
  return { name: address, stream: () => streamPublic(address, 'media', app.internet) };
}

function tooLarge(name: string, found: number): Refusal {
  return refuse(
    'media.max_bytes',
    'media',
    t('"{name}" has {found} MB; pictures up to {most} MB are taken.', {
      name,
      found: (found / 1_000_000).toFixed(1),
      most: MOST_BYTES / 1_000_000,
    }),
    t('Make the picture smaller.'),
  );
}

function tooMany(found: number): Refusal {
  return refuse(
    'media.max_count',
    'media',
    t('These are {found} pictures; the first {most} were taken.', { found, most: MOST_PICTURES }),
    t('No network takes more in one post: leave the others out.'),
  );
}

function besideVideo(): Refusal {
  return refuse(
    'media.video.alone',
    'media',
    t('A post takes one video, with one picture as its cover, or pictures; these are more.'),
    t('Give the video alone or with one picture, and write another post for the rest.'),
  );
}

function notFetched(name: string): Refusal {
  return refuse(
    'media.not_fetched',
    'media',
    t('"{name}" could not be fetched.', { name }),
    t('Upload it again.'),
  );
}

const MOST_BYTES = 20_000_000;
/** What the network that takes most (Discord) takes in one post. */
const MOST_PICTURES = 10;
