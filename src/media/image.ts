/**
 * Takes a picture in: reads its type, its size as people see it, and that its pixels can be decoded, and makes it fit to
 * leave the house. What comes out is what is approved and what is sent: upright, and without what a camera or a program
 * wrote beside the pixels (where it was taken, by whom). Its colour profile stays.
 */
import type { Metadata, Sharp } from 'sharp';
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

/** `name`: of the file, or its address. Throws a `Refusal` for the field `media` when it is no picture, or a broken one. */
export async function readPicture(given: Uint8Array, name: string): Promise<Picture> {
  const kind = kindOf(given);
  if (kind !== undefined && !TRIED.has(kind)) throw unreadable(name, kind);
  try {
    const bytes = await readied(given);
    const image = await open(bytes);
    const { format, width, height, exif, xmp, iptc } = await image.metadata();
    const contentType = CONTENT_TYPES[format];
    if (!contentType) throw new Error(`a ${format}`);
    // Rather refused than told to the world.
    if (exif || xmp || iptc) throw new Error('what was written beside the pixels is still there');
    await image.stats();
    return { hash: hashOf(bytes), contentType, width, height, bytes };
  } catch {
    throw unreadable(name, kind);
  }
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

async function open(bytes: Uint8Array, animated = false): Promise<Sharp> {
  // Loaded when the first picture comes: it costs 28 MB.
  const { default: sharp } = await import('sharp');
  return sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'truncated', animated });
}

const CONTENT_TYPES: Record<string, string | undefined> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
};

/** Guards against a small file that unpacks to gigabytes. */
const MOST_PIXELS = 100_000_000;
