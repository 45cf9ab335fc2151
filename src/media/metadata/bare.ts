/**
 * A picture file without what it tells beyond its pixels: where and when it was taken, by whom and with what (EXIF, XMP,
 * IPTC, comments), and whatever is attached behind its end. Colour profiles stay, and so does every pixel: nothing is
 * encoded anew. What is kept is listed, so that what nobody knows goes.
 */
import { bareGif } from './gif.ts';
import { bareJpeg } from './jpeg.ts';
import { barePng } from './png.ts';
import { bareWebp } from './webp.ts';

/** Undefined: the file is not built as its format says. */
export function bare(bytes: Uint8Array, format: string): Uint8Array | undefined {
  const strip = STRIPS[format];
  try {
    return strip?.(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (error) {
    // Read beyond the end.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const STRIPS: Record<string, ((bytes: Buffer) => Uint8Array | undefined) | undefined> = {
  jpeg: bareJpeg,
  png: barePng,
  webp: bareWebp,
  gif: bareGif,
};
