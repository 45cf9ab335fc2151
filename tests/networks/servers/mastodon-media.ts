/** What a Mastodon instance makes of files that it is given. */
import { createHash } from 'node:crypto';
import { INSTANCE, type StoredMedia } from './mastodon-entities.ts';
import type { Call } from './server.ts';

const { supported_mime_types, image_size_limit, video_size_limit, description_limit } =
  INSTANCE.configuration.media_attachments;

/** Answers what is wrong with it, as Mastodon words it. `slowness`: looks until it is processed; a video takes one at least. */
export async function mediaIn(
  { body, headers }: Call,
  { id, slowness }: { id: string; slowness: number },
): Promise<StoredMedia | string> {
  const form = await new Response(new Uint8Array(body), { headers }).formData();
  const file = form.get('file');
  if (!(file instanceof File)) return 'File is missing';
  if (!supported_mime_types.includes(file.type)) return 'File content type is invalid, File is invalid';
  const isVideo = file.type.startsWith('video/');
  if (file.size > (isVideo ? video_size_limit : image_size_limit)) return 'File file size is too large';
  const alt = String(form.get('description') ?? '');
  if ([...alt].length > description_limit) return 'Description is too long';
  const bytes = Buffer.from(await file.arrayBuffer());
  return {
    ...{ id, alt, bytes: bytes.length, hash: createHash('sha256').update(bytes).digest('hex') },
    ...{ type: isVideo ? 'video' : 'image', attached: false },
    looks: isVideo ? Math.max(1, slowness) : slowness,
  };
}

/** What keeps a status from having these together. */
export function faultOfMedia(media: StoredMedia[]): string | undefined {
  if (media.some(({ looks }) => looks > 0)) return 'Cannot attach files that have not finished processing';
  const isMixed = media.length > 1 && media.some(({ type }) => type === 'video');
  return isMixed ? 'Cannot attach a video to a post that already contains images' : undefined;
}
