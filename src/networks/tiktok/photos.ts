/** Pictures, which TikTok fetches itself: that it is asked for them publishes them. */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import { type Marks, type Message, NetworkError, type Outside } from '../network.ts';
import type { TikTokClient } from './client.ts';
import type { Creator } from './creator.ts';
import { coverIn } from './fields.ts';
import { HANDED_AT, PUBLISH } from './marks.ts';
import { photosInfo } from './post.ts';

export interface Showing {
  client: TikTokClient;
  outside: Outside;
  message: Message;
  note(marks: Marks): Promise<void>;
}

/** Throws `NetworkError`. */
export async function beginPhotos(
  { client, outside, message, note }: Showing,
  creator: Creator,
): Promise<void> {
  const { publicMedia, clock } = outside;
  if (!publicMedia) throw noAddress();
  const addresses = await Promise.all(message.images.map((image) => publicMedia.addressOf(image, 'jpeg')));
  await note({ [HANDED_AT]: String(clock.now()) });
  const { publish_id } = await client.ask({
    path: '/v2/post/publish/content/init/',
    json: {
      ...{ media_type: 'PHOTO', post_mode: 'DIRECT_POST', post_info: photosInfo(message, creator) },
      source_info: {
        ...{ source: 'PULL_FROM_URL', photo_images: addresses },
        photo_cover_index: (coverIn(message) ?? 1) - 1,
      },
    },
    data: z.object({ publish_id: z.string().min(1) }),
    effect: true,
  });
  await note({ [PUBLISH]: publish_id });
}

function noAddress(): NetworkError {
  const words = t('TikTok fetches pictures itself, and there is no address for them.');
  return new NetworkError('refused', words, {
    remedy: t('Set BASE_URL to the public address of Bellwether.'),
  });
}
