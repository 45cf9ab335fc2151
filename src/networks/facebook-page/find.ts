/**
 * Reads a page's posts back for that of an intent: it says the same, shows the photos that were given for it, is younger
 * than the intent (less the difference that two clocks may have), and is known of no other post of ours.
 */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import type { GraphClient } from '../graph.ts';
import { type Intent, type IsTaken, type Message, NetworkError, type Published } from '../network.ts';
import { CLOCKS_DIFFER, plain, theOneThatFits } from '../read-back.ts';
import { markOf } from './photos.ts';

const target = z.object({ id: z.string().optional() }).optional();
const attachment = z.object({
  type: z.string().optional(),
  target,
  subattachments: z.object({ data: z.array(z.object({ target })) }).optional(),
});
const postSchema = z.object({
  id: z.string().min(1),
  message: z.string().default(''),
  created_time: z.string(),
  permalink_url: z.url().optional(),
  attachments: z.object({ data: z.array(attachment) }).optional(),
});
type Post = z.infer<typeof postSchema>;

export async function findPost(
  { client, page }: { client: GraphClient; page: string },
  message: Message,
  intent: Intent,
  isTaken?: IsTaken,
): Promise<Published | undefined> {
  const since = Math.floor((intent.at - CLOCKS_DIFFER) / 1_000);
  const { data } = await client.call({
    method: 'GET',
    path: `/${page}/published_posts`,
    fields: { fields: FIELDS, since: String(since), limit: String(PAGE) },
    result: z.object({ data: z.array(postSchema) }),
  });
  const first = await theOneThatFits(
    {
      posts: data,
      idOf: ({ id }) => id,
      fits: (post) => isOf(post, message, intent, since),
      twice: () => unsure(t('Facebook: two posts there say the same.')),
    },
    isTaken,
  );
  if (!first && data.length === PAGE) throw unsure(t('Facebook: too many posts since then to look through.'));
  return first && { id: first.id, ...(first.permalink_url && { url: first.permalink_url }) };
}

function isOf(post: Post, message: Message, intent: Intent, since: number): boolean {
  return (
    Date.parse(post.created_time) >= since * 1_000 &&
    plain(post.message) === plain(message.text) &&
    showsThose(post, message, intent)
  );
}

function showsThose({ attachments }: Post, { images }: Message, { marks }: Intent): boolean {
  const shown = (attachments?.data ?? []).flatMap((one) =>
    one.subattachments ? one.subattachments.data : one.type === 'photo' ? [one] : [],
  );
  return (
    shown.length === images.length && shown.every((one, index) => one.target?.id === marks[markOf(index)])
  );
}

function unsure(message: string): NetworkError {
  return new NetworkError('unreachable', message, { remedy: t('Look at the page.') });
}

const FIELDS =
  'id,message,created_time,permalink_url,attachments{type,target{id},subattachments{target{id}}}';
const PAGE = 100;
