/** The request that a post becomes. */
import type { Image, Message, Published } from '../network.ts';
import { BOARD, coverIn, LINK, TITLE } from './fields.ts';

/** `mediaId`: of its video, where it has one. */
export function pinBody(message: Message, mediaId?: string): Record<string, unknown> {
  const { text, images, video, fields = {} } = message;
  const alt = video?.alt ?? altOf(images);
  const { [TITLE]: title, [LINK]: link, [BOARD]: board } = fields;
  return {
    board_id: board,
    ...(title && { title }),
    ...(text && { description: text }),
    ...(link && { link }),
    ...(alt && { alt_text: alt }),
    media_source: mediaId === undefined ? pictureSource(images) : videoSource(message, mediaId),
  };
}

/** Of all pictures: a Pin has one alt text. */
export function altOf(images: readonly Image[]): string {
  return images
    .map(({ alt }) => alt)
    .filter((alt) => alt !== '')
    .join('; ');
}

export function publishedOf(id: string): Published {
  return { id, url: `https://www.pinterest.com/pin/${id}/` };
}

/** Without a cover Pinterest makes no Pin of it. A picture goes before a second of the video. */
function videoSource(message: Message, media_id: string): Record<string, unknown> {
  const source = { source_type: 'video_id', media_id };
  const { cover } = message;
  if (!cover) return { ...source, cover_image_key_frame_time: coverIn(message) ?? 0 };
  const { content_type, data } = base64Of(cover);
  return { ...source, cover_image_content_type: content_type, cover_image_data: data };
}

function pictureSource(images: readonly Image[]): Record<string, unknown> {
  const items = images.map(base64Of);
  const [first, ...others] = items;
  return others.length === 0
    ? { source_type: 'image_base64', ...first }
    : { source_type: 'multiple_image_base64', items };
}

function base64Of({ bytes, contentType }: Image): { content_type: string; data: string } {
  return { content_type: contentType, data: Buffer.from(bytes).toString('base64') };
}
