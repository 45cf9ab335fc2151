/** The containers that a post becomes. */
import { t } from '../../kit/t.ts';
import type { Fields, Plan } from '../containers.ts';
import { type Image, type Message, NetworkError, type Outside } from '../network.ts';

export async function planOf(message: Message, outside: Outside): Promise<Plan> {
  const { text, images } = message;
  const answered = answeredBy(message);
  const common = {
    ...(text.trim() !== '' && { text }),
    ...(answered !== undefined && { reply_to_id: answered }),
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

/** The id of the part before it, or of what somebody else wrote. */
export function answeredBy({ thread, answers }: Message): string | undefined {
  return answers?.id ?? thread?.parent.id;
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
