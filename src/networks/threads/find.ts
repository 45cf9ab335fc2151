/**
 * Which post a published container became: one of the account's that says the same, answers the same, is younger than the
 * intent (less the difference that two clocks may have), and is known of no other post of ours.
 */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import type { GraphClient } from '../graph.ts';
import { type Intent, type IsTaken, type Message, NetworkError, type Published } from '../network.ts';
import { CLOCKS_DIFFER, plain, theOneThatFits } from '../read-back.ts';

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
  const isReply = message.thread !== undefined;
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
  const first = await theOneThatFits(
    {
      posts: data,
      idOf: ({ id }) => id,
      fits: (post) => isOf(post, message, since),
      twice: () =>
        new NetworkError('unreachable', t('Threads: two posts there say the same.'), {
          remedy: t('Look at the account.'),
        }),
    },
    isTaken,
  );
  return first && { id: first.id, ...(first.permalink && { url: first.permalink }) };
}

function isOf(post: Post, { text, thread, images }: Message, since: number): boolean {
  const isAnswer = thread === undefined || post.replied_to?.id === thread.parent.id;
  return (
    isAnswer &&
    Date.parse(post.timestamp) >= since * 1_000 &&
    plain(post.text) === plain(text) &&
    showsAsMany(post.media_type, images.length)
  );
}

/** How many pictures an album has it does not say in a list. */
function showsAsMany(kind: string | undefined, pictures: number): boolean {
  if (kind === undefined) return true;
  if (pictures === 0) return kind === 'TEXT_POST';
  return pictures === 1 ? kind === 'IMAGE' : kind === 'CAROUSEL_ALBUM';
}

const PAGE = 100;
