/** TikTok fetches a photo by its address, as anybody on the internet would; it follows no redirect. */
import type { Photo } from './state.ts';

const TYPES = ['image/jpeg', 'image/webp'];
/** Ms. */
const PATIENCE = 5_000;

/** Else why it failed. */
export async function fetchPhoto(
  address: string,
): Promise<Photo | 'photo_pull_failed' | 'file_format_check_failed'> {
  try {
    const response = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE) });
    if (!response.ok) return 'photo_pull_failed';
    const bytes = new Uint8Array(await response.arrayBuffer());
    const { default: sharp } = await import('sharp');
    const { format } = await sharp(bytes).metadata();
    const type = `image/${format}`;
    const isTaken = TYPES.includes(type) && response.headers.get('content-type') === type;
    return isTaken ? { type, bytes } : 'file_format_check_failed';
  } catch {
    return 'photo_pull_failed';
  }
}
