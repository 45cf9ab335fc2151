/**
 * Reads a page's posts back for that of an intent: it says the same (../text-likeness.ts), shows the pictures or the video
 * that were uploaded for it, is younger than the intent (less the difference that two clocks may have), and is known of no other post
 * of ours.
 */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import { type Intent, type IsTaken, type Message, NetworkError } from '../network.ts';
import { CLOCKS_DIFFER, pick } from '../read-back.ts';
import { type Likeness, textLikeness } from '../text-likeness.ts';
import { type LinkedInClient, reads } from './client.ts';
import { markOf } from './images.ts';
import { fromLittleText } from './little-text.ts';
import { VIDEO } from './video.ts';

const contentSchema = z.object({
  media: z.object({ id: z.string() }).optional(),
  multiImage: z.object({ images: z.array(z.object({ id: z.string() })) }).optional(),
});
const postSchema = z.object({
  id: z.string().min(1),
  author: z.string(),
  commentary: z.string().default(''),
  createdAt: z.number().optional(),
  content: contentSchema.optional(),
});
type Post = z.infer<typeof postSchema>;

/** Its URN. Throws when it cannot be told which one it is. */
export async function findPost(
  { client, author }: { client: LinkedInClient; author: string },
  message: Message,
  intent: Intent,
  isTaken?: IsTaken,
): Promise<string | undefined> {
  const query = new URLSearchParams({ q: 'author', author, count: String(PAGE), sortBy: 'CREATED' });
  const { elements } = await client.call({
    method: 'GET',
    path: `/rest/posts?${query}`,
    status: 200,
    read: reads(z.object({ elements: z.array(postSchema) })),
  });
  const found = await pick(elements, {
    ...{ network: 'LinkedIn', remedy: t('Look at the page.'), isTaken },
    idOf: ({ id }) => id,
    likenessOf: (post) => likenessTo(post, author, message, intent),
  });
  const oldest = elements.at(-1);
  if (!found && elements.length === PAGE && oldest && isSince(oldest, intent)) throw tooMany();
  return found?.id;
}

/** Whether the post that LinkedIn calls the same is that of the intent: then it need not be so letter by letter. */
export async function isThatOf(
  { client, author }: { client: LinkedInClient; author: string },
  id: string,
  message: Message,
  intent: Intent,
): Promise<boolean> {
  const path = `/rest/posts/${encodeURIComponent(id)}`;
  const post = await client.call({ method: 'GET', path, status: 200, read: reads(postSchema) });
  return likenessTo(post, author, message, intent) !== 'other';
}

function likenessTo(post: Post, author: string, message: Message, intent: Intent): Likeness {
  const fits = post.author === author && isSince(post, intent) && showsThose(post, message, intent);
  return fits
    ? textLikeness(message.text, fromLittleText(post.commentary), { shorteners: SHORTENERS })
    : 'other';
}

function isSince({ createdAt }: Post, { at }: Intent): boolean {
  return createdAt === undefined || createdAt >= at - CLOCKS_DIFFER;
}

function showsThose({ content }: Post, { images, video }: Message, { marks }: Intent): boolean {
  const shown = content?.multiImage?.images ?? (content?.media ? [content.media] : []);
  const given = video ? [marks[VIDEO]] : images.map((_, index) => marks[markOf(index)]);
  return shown.length === given.length && shown.every(({ id }, index) => id === given[index]);
}

function tooMany(): NetworkError {
  return new NetworkError('unreachable', t('LinkedIn: too many posts since then to look through.'), {
    remedy: t('Look at the page.'),
  });
}

/** Where LinkedIn's own short links lead from. */
export const SHORTENERS = ['lnkd.in'];

const PAGE = 100;
