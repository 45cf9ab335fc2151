/** The containers that a post becomes. */
import { t } from '../../kit/t.ts';
import type { Fields, Plan } from '../containers.ts';
import { withoutAddress } from '../fetched-media.ts';
import { type Image, type Message, NetworkError, type Outside, type Video } from '../network.ts';
import { coverIn } from './fields.ts';

export async function planOf(message: Message, outside: Outside): Promise<Plan> {
  const { text, images, video } = message;
  const caption = text.trim() !== '' && { caption: text };
  if (video) {
    const fields = { ...(await videoFields(video, outside)), ...(await coverFields(message, outside)) };
    return { items: [], whole: () => ({ ...fields, ...caption }) };
  }
  const pictures = await Promise.all(images.map((image) => pictureFields(image, outside)));
  const [first, ...others] = pictures;
  if (!first)
    throw new NetworkError('refused', t('Instagram shows no post without a picture or a video.'), {
      remedy: t('Edit the post and add one.'),
    });
  if (others.length === 0) return { items: [], whole: () => ({ ...first, ...caption }) };
  return {
    items: pictures.map((picture) => ({ ...picture, is_carousel_item: 'true' })),
    whole: (children) => ({ media_type: 'CAROUSEL', children: children.join(','), ...caption }),
  };
}

/** A video is a reel, which stands among the posts as well. Instagram keeps no alt text of it. */
async function videoFields(video: Video, { publicMedia }: Outside): Promise<Fields> {
  if (!publicMedia) throw withoutAddress('Instagram');
  const address = await publicMedia.addressOfVideo(video);
  return { media_type: 'REELS', video_url: address, share_to_feed: 'true' };
}

/** A picture goes before a second of the video. */
async function coverFields(message: Message, { publicMedia }: Outside): Promise<Fields> {
  const { cover } = message;
  if (cover && !publicMedia) throw withoutAddress('Instagram');
  if (cover && publicMedia) return { cover_url: await publicMedia.addressOf(cover, 'jpeg') };
  const second = coverIn(message);
  return second === undefined ? {} : { thumb_offset: String(Math.round(second * 1_000)) };
}

async function pictureFields(image: Image, { publicMedia }: Outside): Promise<Fields> {
  if (!publicMedia) throw withoutAddress('Instagram');
  const address = await publicMedia.addressOf(image, 'jpeg');
  return { image_url: address, ...(image.alt && { alt_text: image.alt }) };
}
