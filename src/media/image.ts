/**
 * Takes a picture in: reads its type, its size as people see it, and that its pixels can be decoded, and makes it fit to
 * leave the house. What comes out is what is approved and what is sent: upright, and without what a camera or a program
 * wrote beside the pixels (where it was taken, by whom). Its colour profile stays.
 */
import type { Metadata, Sharp } from 'sharp';
import { Refusal, refuse } from '../kit/finding.ts';
import { t } from '../kit/t.ts';
import { loadSharp, takenIn } from './decoding.ts';
import { hashOf } from './hash.ts';
import { kindOf } from './kind.ts';
import { bare } from './metadata/bare.ts';
import { unreadable } from './unreadable.ts';

export interface Picture {
  /** SHA-256 of the bytes, hex. */
  hash: string;
  contentType: string;
  /** As people see it. */
  width: number;
  height: number;
  bytes: Uint8Array;
}

/**
 * `name`: of the file, or its address. Throws a `Refusal` for the field `media` when it is no picture, a broken one, or one
 * of too many pixels. One at a time in a process.
 */
export function readPicture(given: Uint8Array, name: string): Promise<Picture> {
  return takenIn(() => read(given, name));
}

async function read(given: Uint8Array, name: string): Promise<Picture> {
  const kind = kindOf(given);
  if (kind !== undefined && !TRIED.has(kind)) throw unreadable(name, kind);
  try {
    await checkPixels(given, name);
    const bytes = await readied(given);
    const image = await open(bytes);
    const { format, width, height, exif, xmp, iptc } = await image.metadata();
    const contentType = CONTENT_TYPES[format];
    if (!contentType) throw new Error(`a ${format}`);
    // Rather refused than told to the world.
    if (exif || xmp || iptc) throw new Error('what was written beside the pixels is still there');
    await image.stats();
    return { hash: hashOf(bytes), contentType, width, height, bytes };
  } catch (error) {
    throw error instanceof Refusal ? error : unreadable(name, kind);
  }
}

/** By its head alone, before anything is unpacked: all frames of a moving one together. */
async function checkPixels(given: Uint8Array, name: string): Promise<void> {
  const { width = 0, height = 0, pages = 1 } = await (await open(given, false, false)).metadata();
  const pixels = width * height * pages;
  // No camera makes these: it is no picture.
  if (pixels > ABSURD) throw new Error('a bomb');
  if (pixels > MOST_PIXELS) throw tooManyPixels(name, width, height, pages);
}

function tooManyPixels(name: string, width: number, height: number, frames: number): Refusal {
  return refuse(
    'media.max_pixels',
    'media',
    t(
      '"{name}" has {width} by {height} pixels{frames, plural, one {} other { in # frames}}; up to {most} million are taken.',
      { name, width, height, frames, most: MOST_PIXELS / 1_000_000 },
    ),
    t('Scale it down.'),
  );
}

/** No network takes them; they become a JPEG, or a PNG where one sees through them. Not each build of sharp reads HEIC. */
const TRIED = new Set(['AVIF', 'HEIC']);

/** Of the same pixels where that can be. */
async function readied(given: Uint8Array): Promise<Uint8Array> {
  const metadata = await (await open(given)).metadata();
  if (metadata.format === 'heif') return encode(given, metadata, (await isOpaque(given)) ? 'jpeg' : 'png');
  if (isTurned(metadata)) return encode(given, metadata, metadata.format);
  const bytes = bare(given, metadata.format);
  if (!bytes) return encode(given, metadata, metadata.format);
  const { exif, xmp, iptc } = await (await open(bytes)).metadata();
  return exif || xmp || iptc ? encode(given, metadata, metadata.format) : bytes;
}

async function isOpaque(bytes: Uint8Array): Promise<boolean> {
  return (await (await open(bytes)).stats()).isOpaque;
}

/** Moving pictures are not turned by anybody who shows them. */
function isTurned({ orientation = 1, pages = 1 }: Metadata): boolean {
  return orientation > 1 && pages === 1;
}

async function encode(given: Uint8Array, metadata: Metadata, format: string): Promise<Uint8Array> {
  const animated = (metadata.pages ?? 1) > 1 && format !== 'jpeg' && format !== 'png';
  const opened = await open(given, animated);
  const upright = animated ? opened : opened.autoOrient();
  // The profile of print's colours does not fit what they are turned into.
  const coloured = metadata.space === 'cmyk' ? upright : upright.keepIccProfile();
  return written(coloured, metadata, format).toBuffer();
}

function written(
  image: Sharp,
  { chromaSubsampling = '4:2:0', isProgressive = false }: Metadata,
  format: string,
): Sharp {
  // Of print's four colours sharp says what it does not take.
  const sampled = chromaSubsampling === '4:2:0' ? chromaSubsampling : '4:4:4';
  // No density: sharp's withMetadata, which sets it, would bring all the rest along.
  switch (format) {
    case 'jpeg':
      return image.jpeg({ quality: 92, chromaSubsampling: sampled, progressive: isProgressive });
    case 'png':
      return image.png();
    case 'webp':
      return image.webp({ quality: 92 });
    case 'gif':
      return image.gif();
    default:
      throw new Error(`a ${format}`);
  }
}

async function open(bytes: Uint8Array, animated = false, limited = true): Promise<Sharp> {
  const sharp = await loadSharp();
  const limitInputPixels = limited && MOST_PIXELS;
  return sharp(bytes, { limitInputPixels, failOn: 'truncated', animated }).timeout({ seconds: LONGEST });
}

const CONTENT_TYPES: Record<string, string | undefined> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
};

/** Guards against a small file that unpacks to gigabytes; the largest cameras have 61 million. */
const MOST_PIXELS = 64_000_000;
const ABSURD = 1_000_000_000;
/** Seconds for one step. */
const LONGEST = 20;
