/** The containers that a post becomes. */
import { t } from '../../kit/t.ts';
import type { Fields, Plan } from '../containers.ts';
import { type Image, type Message, NetworkError, type Outside } from '../network.ts';

export async function planOf(message: Message, outside: Outside): Promise<Plan> {
  const { text, images, thread } = message;
  const common = {
    ...(text.trim() !== '' && { text }),
    ...(thread && { reply_to_id: thread.parent.id }),
  };
  const pictures = await Promise.all(images.map((image) => pictureOf(image, outside)));
  const [first, ...others] = pictures;
  if (!first) return { items: [], whole: () => ({ media_type: 'TEXT', ...common }) };
  if (others.length === 0) return { items: [], whole: () => ({ ...first, ...common }) };
  return {
    items: pictures.map((picture) => ({ ...picture, is_carousel_item: 'true' })),
    whole: (children) => ({ media_type: 'CAROUSEL', children: children.join(','), ...common }),
  };
}

async function pictureOf(image: Image, { publicMedia }: Outside): Promise<Fields> {
  if (!publicMedia)
    throw new NetworkError(
      'refused',
      t('Threads fetches pictures itself, and there is no address for them.'),
      {
        remedy: t('Set BASE_URL to the public address of Bellwether.'),
      },
    );
  const address = await publicMedia.addressOf(image);
  return { media_type: 'IMAGE', image_url: address, ...(image.alt && { alt_text: image.alt }) };
}
