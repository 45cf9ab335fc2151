/** Takes the pictures that a person gave, uploaded or by address, into keeping. What cannot be had is told, and the rest is kept. */

import type { UploadedFile } from '../../chat/option.ts';
import { type Finding, Refusal, refuse } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import { inTurns } from '../../kit/turns.ts';
import { fetchPublic } from '../../media/fetch-public.ts';
import { readPicture } from '../../media/image.ts';
import { unreadable } from '../../media/unreadable.ts';
import { readAltTexts } from '../../posts/alt-texts.ts';
import type { InputMedia } from '../../posts/input.ts';
import { pictureAddresses } from '../../posts/picture-addresses.ts';
import * as media from '../../store/media.ts';
import type { App } from '../app.ts';

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
    files.map((file, index) => own(() => turns(() => keepPicture(app, file, alts[index] ?? '')))),
  );
  return {
    media: results.flatMap((result) => ('kept' in result ? [result.kept] : [])),
    missing: [
      ...results.flatMap((result) => ('missing' in result ? result.missing : [])),
      ...(all.length > files.length ? tooMany(all.length).findings : []),
    ],
  };
}

/** Of one person and of the whole process: each may be twenty megabytes, and its server slow. */
const AT_ONCE = 2;
const turns = inTurns(4);

async function keepPicture(
  app: App,
  file: GivenFile,
  alt: string,
): Promise<{ kept: InputMedia } | { missing: Finding[] }> {
  try {
    const picture = await readPicture(await bytesOf(file), file.name);
    await media.keep(app.database, picture);
    return { kept: { hash: picture.hash, alt: alt || (file.altText ?? ''), name: file.name } };
  } catch (error) {
    if (error instanceof Refusal) return { missing: error.findings };
    app.log.warn({ err: error }, 'a picture could not be fetched');
    return { missing: notFetched(file.name).findings };
  }
}

type GivenFile = Pick<UploadedFile, 'name' | 'altText' | 'fetch'> &
  Partial<Pick<UploadedFile, 'size' | 'contentType'>>;

async function bytesOf(file: GivenFile): Promise<Uint8Array> {
  if (/^video\//.test(file.contentType ?? '')) throw unreadable(file.name, 'video');
  if ((file.size ?? 0) > MOST_BYTES) throw tooLarge(file.name, file.size ?? 0);
  return file.fetch(MOST_BYTES);
}

function fromAddress(app: App, address: string): GivenFile {
  return { name: address, fetch: (maxBytes) => fetchPublic(address, maxBytes, 'media', app.internet) };
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
