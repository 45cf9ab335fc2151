/**
 * Reads a page's posts back for that of an intent: it says the same (../text-likeness.ts), shows the photos that were given
 * for it, is younger than the intent (less the difference that two clocks may have), and is known of no other post of ours.
 */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import type { GraphClient } from '../graph.ts';
import { type Intent, type IsTaken, type Message, NetworkError, type Published } from '../network.ts';
import { CLOCKS_DIFFER, pick } from '../read-back.ts';
import { type Likeness, textLikeness } from '../text-likeness.ts';
import { markOf } from './photos.ts';

const target = z.object({ id: z.string().optional() }).optional();
const attachment = z.object({
  type: z.string().optional(),
  target,
  subattachments: z.object({ data: z.array(z.object({ target })) }).optional(),
});
export const attachmentsSchema = z.object({ data: z.array(attachment) }).optional();
const postSchema = z.object({
  id: z.string().min(1),
  message: z.string().default(''),
  created_time: z.string(),
  permalink_url: z.url().optional(),
  attachments: attachmentsSchema,
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
  const found = await pick(data, {
    ...{ network: 'Facebook', remedy: t('Look at the page.'), isTaken },
    idOf: ({ id }) => id,
    likenessOf: (post) => likenessTo(post, message, intent, since),
  });
  if (!found && data.length === PAGE) throw tooMany();
  return found && { id: found.id, ...(found.permalink_url && { url: found.permalink_url }) };
}

function likenessTo(post: Post, message: Message, intent: Intent, since: number): Likeness {
  const fits = Date.parse(post.created_time) >= since * 1_000 && showsThose(post, message, intent);
  return fits ? textLikeness(message.text, post.message) : 'other';
}

function showsThose({ attachments }: Post, { images }: Message, { marks }: Intent): boolean {
  const shown = shownIn(attachments);
  return (
    shown.length === images.length && shown.every((one, index) => one.target?.id === marks[markOf(index)])
  );
}

/** Its photos, in their order. */
export function shownIn(attachments: Post['attachments']): Pick<z.infer<typeof attachment>, 'target'>[] {
  return (attachments?.data ?? []).flatMap((one) =>
    one.subattachments ? one.subattachments.data : one.type === 'photo' ? [one] : [],
  );
}

function tooMany(): NetworkError {
  return new NetworkError('unreachable', t('Facebook: too many posts since then to look through.'), {
    remedy: t('Look at the page.'),
  });
}

/** What is asked for to know them. */
export const ATTACHMENTS = 'attachments{type,target{id},subattachments{target{id}}}';
const FIELDS = `id,message,created_time,permalink_url,${ATTACHMENTS}`;
const PAGE = 100;
