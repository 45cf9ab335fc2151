/** The containers that a post becomes. */
import { t } from '../../kit/t.ts';
import type { Fields, Plan } from '../containers.ts';
import { type Image, type Message, NetworkError, type Outside } from '../network.ts';

export async function planOf({ text, images }: Message, outside: Outside): Promise<Plan> {
  const pictures = await Promise.all(images.map((image) => pictureOf(image, outside)));
  const caption = text.trim() !== '' && { caption: text };
  const [first, ...others] = pictures;
  if (!first)
    throw new NetworkError('refused', t('Instagram shows no post without a picture.'), {
      remedy: t('Edit the post and add one.'),
    });
  if (others.length === 0) return { items: [], whole: () => ({ ...first, ...caption }) };
  return {
    items: pictures.map((picture) => ({ ...picture, is_carousel_item: 'true' })),
    whole: (children) => ({ media_type: 'CAROUSEL', children: children.join(','), ...caption }),
  };
}

async function pictureOf(image: Image, { publicMedia }: Outside): Promise<Fields> {
  if (!publicMedia)
    throw new NetworkError(
      'refused',
      t('Instagram fetches pictures itself, and there is no address for them.'),
      {
        remedy: t('Set BASE_URL to the public address of Bellwether.'),
      },
    );
  const address = await publicMedia.addressOf(image, 'jpeg');
  return { image_url: address, ...(image.alt && { alt_text: image.alt }) };
}
