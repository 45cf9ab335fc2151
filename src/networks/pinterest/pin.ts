/** The request that a post becomes. */
import type { Image, Message, Published } from '../network.ts';
import { BOARD, LINK, TITLE } from './fields.ts';

export function pinBody({ text, images, fields = {} }: Message): Record<string, unknown> {
  const alt = altOf(images);
  const { [TITLE]: title, [LINK]: link, [BOARD]: board } = fields;
  return {
    board_id: board,
    ...(title && { title }),
    ...(text && { description: text }),
    ...(link && { link }),
    ...(alt && { alt_text: alt }),
    media_source: mediaOf(images),
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

function mediaOf(images: readonly Image[]): Record<string, unknown> {
  const items = images.map(({ bytes, contentType }) => ({
    content_type: contentType,
    data: Buffer.from(bytes).toString('base64'),
  }));
  const [first, ...others] = items;
  return others.length === 0
    ? { source_type: 'image_base64', ...first }
    : { source_type: 'multiple_image_base64', items };
}
