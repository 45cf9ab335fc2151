/**
 * Takes a picture in: reads its type, its size as people see it, and that its pixels can be decoded, and makes it fit to
 * leave the house. What comes out is what is approved and what is sent: upright, and without what a camera or a program
 * wrote beside the pixels (where it was taken, by whom). Its colour profile stays. Runs in the process that decodes.
 */
import type { Metadata, Sharp } from 'sharp';
import { bare } from '../metadata/bare.ts';
import { MOST_PIXELS } from './limits.ts';
import type { Answer } from './protocol.ts';
import { open } from './sharp.ts';

/** Throws what sharp throws. */
export async function read(given: Uint8Array): Promise<{ head: Answer; bytes: Uint8Array }> {
  const tooMany = await pixelsBeyond(given);
  if (tooMany) return { head: tooMany, bytes: NONE };
  const bytes = await readied(given);
  const image = open(bytes);
  const { format, width, height, exif, xmp, iptc } = await image.metadata();
  const contentType = CONTENT_TYPES[format];
  if (!contentType) throw new Error(`a ${format}`);
  // Rather refused than told to the world.
  if (exif || xmp || iptc) throw new Error('what was written beside the pixels is still there');
  await image.stats();
  return { head: { outcome: 'picture', contentType, width, height }, bytes };
}

/** By its head alone, before anything is unpacked: all frames of a moving one together. */
async function pixelsBeyond(given: Uint8Array): Promise<Answer | undefined> {
  const { width = 0, height = 0, pages = 1 } = await open(given, false, false).metadata();
  const pixels = width * height * pages;
  // No camera makes these: it is no picture.
  if (pixels > ABSURD) throw new Error('a bomb');
  return pixels > MOST_PIXELS ? { outcome: 'pixels', width, height, frames: pages } : undefined;
}

/** Of the same pixels where that can be. No network takes HEIF: it becomes a JPEG, or a PNG where one sees through it. */
async function readied(given: Uint8Array): Promise<Uint8Array> {
  const metadata = await open(given).metadata();
  if (metadata.format === 'heif') return encode(given, metadata, (await isOpaque(given)) ? 'jpeg' : 'png');
  if (isTurned(metadata)) return encode(given, metadata, metadata.format);
  const bytes = bare(given, metadata.format);
  if (!bytes) return encode(given, metadata, metadata.format);
  const { exif, xmp, iptc } = await open(bytes).metadata();
  return exif || xmp || iptc ? encode(given, metadata, metadata.format) : bytes;
}

async function isOpaque(bytes: Uint8Array): Promise<boolean> {
  return (await open(bytes).stats()).isOpaque;
}

/** Moving pictures are not turned by anybody who shows them. */
function isTurned({ orientation = 1, pages = 1 }: Metadata): boolean {
  return orientation > 1 && pages === 1;
}

async function encode(given: Uint8Array, metadata: Metadata, format: string): Promise<Uint8Array> {
  const animated = (metadata.pages ?? 1) > 1 && format !== 'jpeg' && format !== 'png';
  const opened = open(given, animated);
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

const CONTENT_TYPES: Record<string, 'image/jpeg' | 'image/png' | 'image/webp' | 'image/gif' | undefined> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
};
const NONE = new Uint8Array();
const ABSURD = 1_000_000_000;
