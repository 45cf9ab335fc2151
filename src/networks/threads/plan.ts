/** The containers that a post becomes. */
import type { Fields, Plan } from '../containers.ts';
import { withoutAddress } from '../fetched-media.ts';
import type { Image, Message, Outside, Video } from '../network.ts';

export async function planOf(message: Message, outside: Outside): Promise<Plan> {
  const { text, images, video } = message;
  const answered = answeredBy(message);
  const common = {
    ...(text.trim() !== '' && { text }),
    ...(answered !== undefined && { reply_to_id: answered }),
  };
  if (video) {
    const film = await filmOf(video, outside);
    return { items: [], whole: () => ({ ...film, ...common }) };
  }
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

async function filmOf(video: Video, { publicMedia }: Outside): Promise<Fields> {
  if (!publicMedia) throw withoutAddress('Threads');
  const address = await publicMedia.addressOfVideo(video);
  return { media_type: 'VIDEO', video_url: address, ...(video.alt && { alt_text: video.alt }) };
}

async function pictureOf(image: Image, { publicMedia }: Outside): Promise<Fields> {
  if (!publicMedia) throw withoutAddress('Threads');
  const address = await publicMedia.addressOf(image);
  return { media_type: 'IMAGE', image_url: address, ...(image.alt && { alt_text: image.alt }) };
}
