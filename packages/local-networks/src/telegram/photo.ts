/** What Telegram asks of a picture that is sent as a photo. */
import { badRequest } from './error.ts';
import type { Photo } from './message.ts';

const MOST_BYTES = 10 * 1024 * 1024;
/** Width and height together. */
const MOST_SIDES = 10_000;
const MOST_RATIO = 20;
const TYPES: Record<string, string> = { png: 'image/png', jpeg: 'image/jpeg', webp: 'image/webp' };

/** Throws as Telegram refuses. */
export async function readPhoto(file: File | undefined, isSpoiler: boolean): Promise<Photo> {
  if (!file) throw badRequest('there is no photo in the request');
  if (file.size > MOST_BYTES) throw badRequest('file is too big');
  const bytes = new Uint8Array(await file.arrayBuffer());
  const { format, width, height } = await measure(bytes);
  const type = TYPES[format];
  if (!type) throw badRequest('IMAGE_PROCESS_FAILED');
  const ratio = Math.max(width / height, height / width);
  if (width + height > MOST_SIDES || ratio > MOST_RATIO) throw badRequest('PHOTO_INVALID_DIMENSIONS');
  return { type, bytes, width, height, isSpoiler };
}

async function measure(bytes: Uint8Array): Promise<{ format: string; width: number; height: number }> {
  try {
    const { default: sharp } = await import('sharp');
    const { format = '', width = 0, height = 0 } = await sharp(bytes).metadata();
    return { format, width, height };
  } catch {
    throw badRequest('IMAGE_PROCESS_FAILED');
  }
}
