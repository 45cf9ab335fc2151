/** What Pinterest asks of what a Pin shows: of pictures that come as base64, and of a video's cover. */
import { z } from 'zod';
import { invalid } from './error.ts';
import type { Picture } from './state.ts';

const picture = {
  content_type: z.enum(['image/jpeg', 'image/png']),
  data: z.string().regex(/^[a-zA-Z0-9+/=]+$/),
};
const item = z.strictObject({
  ...picture,
  title: z.string().optional(),
  description: z.string().optional(),
  link: z.string().optional(),
});

const video = z
  .strictObject({
    source_type: z.literal('video_id'),
    media_id: z.string().regex(/^\d+$/),
    cover_image_key_frame_time: z.int().min(0).optional(),
    cover_image_url: z.url().optional(),
    cover_image_content_type: picture.content_type.optional(),
    cover_image_data: picture.data.optional(),
    is_standard: z.boolean().optional(),
  })
  .refine(
    (one) => one.cover_image_key_frame_time !== undefined || one.cover_image_url || one.cover_image_data,
    {
      error: 'a video needs a cover image',
    },
  )
  .refine(
    ({ cover_image_data: data, cover_image_content_type: type }) =>
      (data === undefined) === (type === undefined),
    { error: 'a cover image as data goes with its content type' },
  );

export const mediaSource = z.discriminatedUnion('source_type', [
  video,
  z.strictObject({
    source_type: z.literal('image_base64'),
    ...picture,
    is_standard: z.boolean().optional(),
  }),
  z.strictObject({
    source_type: z.literal('multiple_image_base64'),
    items: z.array(item).min(2).max(5),
    index: z.int().min(0).optional(),
  }),
]);

export type MediaSource = z.output<typeof mediaSource>;
type PicturesSource = Exclude<MediaSource, { source_type: 'video_id' }>;

/** Throws as Pinterest refuses. */
export async function readPictures(source: PicturesSource): Promise<Picture[]> {
  const given = source.source_type === 'image_base64' ? [source] : source.items;
  const pictures = await Promise.all(given.map(readPicture));
  const sizes = new Set(pictures.map(({ width, height }) => `${width}x${height}`));
  if (sizes.size > 1) throw invalid('All images of a carousel must have the same dimensions.');
  return pictures;
}

/** Throws as Pinterest refuses. */
export async function readPicture({
  content_type: type,
  data,
}: Pick<z.output<typeof item>, 'content_type' | 'data'>): Promise<Picture> {
  const bytes = new Uint8Array(Buffer.from(data, 'base64'));
  const { default: sharp } = await import('sharp');
  const { format, width, height } = await sharp(bytes)
    .metadata()
    .catch(() => ({ format: '', width: 0, height: 0 }));
  if (`image/${format}` !== type) throw invalid('The image data is not of its content type.');
  return { type, bytes, width, height };
}
