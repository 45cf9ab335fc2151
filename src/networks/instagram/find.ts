/**
 * Which post a published container became: one of the account's with the same caption and kind, that is younger than the
 * intent (less the difference that two clocks may have), and is known of no other post of ours. Never the newest alone.
 */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import type { GraphClient } from '../graph.ts';
import { type Intent, type IsTaken, type Message, NetworkError, type Published } from '../network.ts';
import { CLOCKS_DIFFER, plain, theOneThatFits } from '../read-back.ts';

const postSchema = z.object({
  id: z.string().min(1),
  caption: z.string().default(''),
  timestamp: z.string(),
  permalink: z.url().optional(),
  media_type: z.string(),
});
type Post = z.infer<typeof postSchema>;

export async function locate(
  client: GraphClient,
  user: string,
  message: Message,
  intent: Intent,
  isTaken?: IsTaken,
): Promise<Published | undefined> {
  const { data } = await client.call({
    method: 'GET',
    path: `/${user}/media`,
    fields: { fields: 'id,caption,timestamp,permalink,media_type', limit: String(PAGE) },
    result: z.object({ data: z.array(postSchema) }),
  });
  const first = await theOneThatFits(
    {
      posts: data,
      idOf: ({ id }) => id,
      fits: (post) => isOf(post, message, intent),
      twice: () =>
        new NetworkError('unreachable', t('Instagram: two posts there say the same.'), {
          remedy: t('Look at the account.'),
        }),
    },
    isTaken,
  );
  return first && { id: first.id, ...(first.permalink && { url: first.permalink }) };
}

function isOf(post: Post, { text, images }: Message, { at }: Intent): boolean {
  return (
    // Times are told in whole seconds.
    Date.parse(post.timestamp) >= at - CLOCKS_DIFFER &&
    plain(post.caption) === plain(text) &&
    post.media_type === (images.length > 1 ? 'CAROUSEL_ALBUM' : 'IMAGE')
  );
}

const PAGE = 100;
