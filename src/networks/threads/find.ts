/**
 * Which post a published container became: the one of the account's that says the same (../text-likeness.ts), answers the
 * same, is younger than the intent (less the difference that two clocks may have), and is known of no other post of ours.
 */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import type { GraphClient } from '../graph.ts';
import type { Intent, IsTaken, Message, Published } from '../network.ts';
import { CLOCKS_DIFFER, pick } from '../read-back.ts';
import { type Likeness, textLikeness } from '../text-likeness.ts';
import { answeredBy } from './plan.ts';

const postSchema = z.object({
  id: z.string().min(1),
  text: z.string().default(''),
  timestamp: z.string(),
  permalink: z.url().optional(),
  media_type: z.string().optional(),
  replied_to: z.object({ id: z.string() }).optional(),
});
type Post = z.infer<typeof postSchema>;

export async function locate(
  client: GraphClient,
  message: Message,
  intent: Intent,
  isTaken?: IsTaken,
): Promise<Published | undefined> {
  const since = Math.floor((intent.at - CLOCKS_DIFFER) / 1_000);
  const fields = 'id,text,timestamp,permalink,media_type';
  const isReply = answeredBy(message) !== undefined;
  const { data } = await client.call({
    method: 'GET',
    path: isReply ? '/me/replies' : '/me/threads',
    fields: {
      fields: isReply ? `${fields},replied_to` : fields,
      since: String(since),
      limit: String(PAGE),
    },
    result: z.object({ data: z.array(postSchema) }),
  });
  const found = await pick(data, {
    ...{ network: 'Threads', remedy: t('Look at the account.'), isTaken, isOut: true },
    idOf: ({ id }) => id,
    likenessOf: (post) => likenessTo(post, message, since),
  });
  return found && { id: found.id, ...(found.permalink && { url: found.permalink }) };
}

function likenessTo(post: Post, message: Message, since: number): Likeness {
  const { text } = message;
  const answered = answeredBy(message);
  const isAnswer = answered === undefined || post.replied_to?.id === answered;
  const isSince = Date.parse(post.timestamp) >= since * 1_000;
  const fits = isAnswer && isSince && showsAsMuch(post.media_type, message);
  return fits ? textLikeness(text, post.text) : 'other';
}

/** How many pictures an album has it does not say in a list. */
function showsAsMuch(kind: string | undefined, { images, video }: Message): boolean {
  if (kind === undefined) return true;
  if (video) return kind === 'VIDEO';
  const pictures = images.length;
  if (pictures === 0) return kind === 'TEXT_POST';
  return pictures === 1 ? kind === 'IMAGE' : kind === 'CAROUSEL_ALBUM';
}

const PAGE = 100;
