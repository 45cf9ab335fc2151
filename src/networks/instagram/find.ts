/**
 * Which post a published container became: the one of the account's of its kind whose caption says the same
 * (../text-likeness.ts), that is younger than the intent (less the difference that two clocks may have), and is known of no
 * other post of ours. Never the newest alone.
 */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import type { GraphClient } from '../graph.ts';
import type { Intent, IsTaken, Message, Published } from '../network.ts';
import { CLOCKS_DIFFER, pick } from '../read-back.ts';
import { type Likeness, textLikeness } from '../text-likeness.ts';

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
  const found = await pick(data, {
    ...{ network: 'Instagram', remedy: t('Look at the account.'), isTaken, isOut: true },
    idOf: ({ id }) => id,
    likenessOf: (post) => likenessTo(post, message, intent),
  });
  return found && { id: found.id, ...(found.permalink && { url: found.permalink }) };
}

function likenessTo(post: Post, message: Message, { at }: Intent): Likeness {
  // Times are told in whole seconds.
  const isSince = Date.parse(post.timestamp) >= at - CLOCKS_DIFFER;
  const fits = isSince && post.media_type === kindOf(message);
  return fits ? textLikeness(message.text, post.caption) : 'other';
}

function kindOf({ images, video }: Message): string {
  if (video) return 'VIDEO';
  return images.length > 1 ? 'CAROUSEL_ALBUM' : 'IMAGE';
}

const PAGE = 100;
