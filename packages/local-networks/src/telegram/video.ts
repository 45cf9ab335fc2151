/** What Telegram asks of a file that is sent as a video. */
import { badRequest } from './error.ts';
import type { Video } from './message.ts';

/** What bots may send at most. */
const MOST_BYTES = 50 * 1024 * 1024;

/** Throws as Telegram refuses; what is no MP4 it would send as a file, which is a slip of the client. */
export async function readVideo(
  file: File | undefined,
  shape: Omit<Video, 'type' | 'bytes'>,
): Promise<Video> {
  if (!file) throw badRequest('there is no video in the request');
  if (file.size > MOST_BYTES) throw badRequest('file is too big');
  const bytes = new Uint8Array(await file.arrayBuffer());
  const isMp4 = Buffer.from(bytes.subarray(4, 8)).toString('latin1') === 'ftyp';
  if (!isMp4 || file.type !== 'video/mp4') throw badRequest('VIDEO_CONTENT_TYPE_INVALID');
  return { ...shape, type: file.type, bytes };
}
