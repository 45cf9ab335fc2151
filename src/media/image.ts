/** Reads a picture far enough to know that it is one: its type, its size, and that its pixels can be decoded. */
import { createHash } from 'node:crypto';
import { refuse } from '../kit/finding.ts';
import { t } from '../kit/t.ts';

export interface Picture {
  /** SHA-256 of the bytes, hex. */
  hash: string;
  contentType: string;
  width: number;
  height: number;
  bytes: Uint8Array;
}

/** Throws a `Refusal` for the field `media` when it is no picture, or a broken one. */
export async function readPicture(bytes: Uint8Array, name: string): Promise<Picture> {
  // Loaded when the first picture comes: it costs 28 MB.
  const { default: sharp } = await import('sharp');
  try {
    const image = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'truncated' });
    const { format, width, height } = await image.metadata();
    const contentType = CONTENT_TYPES[format];
    if (!contentType) throw new Error(`a ${format}`);
    await image.stats();
    return { hash: createHash('sha256').update(bytes).digest('hex'), contentType, width, height, bytes };
  } catch {
    throw refuse(
      'media.unreadable',
      'media',
      t('"{name}" cannot be read as a picture.', { name }),
      t('Add a whole JPEG, PNG, WebP or GIF file.'),
    );
  }
}

const CONTENT_TYPES: Record<string, string | undefined> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
};

/** Guards against a small file that unpacks to gigabytes. */
const MOST_PIXELS = 100_000_000;
