/**
 * What others write to an account: posts that name it, answer it or quote it. `since_id` goes upward from what was read
 * last; X charges for each post that it gives, so nothing is read twice. What is left is read the next time.
 */
import { z } from 'zod';
import type { Item } from '../../listening/item.ts';
import type { Reading, Source } from '../source.ts';
import type { XClient } from './client.ts';
import { madeAt } from './post.ts';
import { picturesOf, repliesTo, SHOWN_FIELDS, shownSchema, writtenIn } from './shown.ts';

export function xSource(client: XClient, user: () => Promise<string>): Source {
  return {
    async read(cursor) {
      const id = await user();
      return cursor === undefined ? begin(client, id) : readSince(client, id, cursor);
    },
    async lookUp(ids) {
      const query = queryOf({ ids: ids.join(',') });
      const found = await client.call({ method: 'GET', path: `/2/tweets?${query}`, answer: foundSchema });
      return itemsIn(found, await user());
    },
  };
}

/** The cursor is the id of the newest that was read. */
async function begin(client: XClient, user: string): Promise<Reading> {
  const { meta } = await page(client, user, { max_results: '5' });
  return { items: [], cursor: meta.newest_id ?? NONE };
}

/** Newest first, also page by page. */
async function readSince(client: XClient, user: string, cursor: string): Promise<Reading> {
  const items: Item[] = [];
  let newest = cursor;
  let more: string | undefined;
  let oldest: number | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const found = await page(client, user, {
      ...{ max_results: '100', since_id: cursor },
      ...(more && { pagination_token: more }),
    });
    const read = itemsIn(found, user);
    items.push(...read);
    if (pages === 0) newest = found.meta.newest_id ?? cursor;
    more = found.meta.next_token;
    oldest = read.at(-1)?.at ?? oldest;
    if (!more) break;
  }
  const gap =
    more && oldest !== undefined
      ? { from: cursor === NONE ? oldest : madeAt(cursor), to: oldest }
      : undefined;
  return { items: items.reverse(), cursor: newest, ...(gap && { gap }) };
}

function page(client: XClient, user: string, options: Record<string, string>) {
  const answer = z.object({ ...listed, meta: metaSchema });
  return client.call({ method: 'GET', path: `/2/users/${user}/mentions?${queryOf(options)}`, answer });
}

function queryOf(options: Record<string, string>): URLSearchParams {
  return new URLSearchParams({
    ...options,
    'tweet.fields': `${SHOWN_FIELDS},author_id,conversation_id,created_at,in_reply_to_user_id,lang`,
    expansions: 'author_id',
    'user.fields': 'name,public_metrics,username',
  });
}

interface Answered {
  data?: unknown[] | undefined;
  includes?: { users?: User[] | undefined } | undefined;
}

/** One whose author is not told, or that is no post, is left out. */
function itemsIn({ data = [], includes }: Answered, own: string): Item[] {
  const users = new Map((includes?.users ?? []).map((user) => [user.id, user]));
  return data.flatMap((one) => {
    const post = mentionSchema.safeParse(one).data;
    const author = post && users.get(post.author_id);
    return post && author ? [itemOf(post, author, own)] : [];
  });
}

function itemOf(post: z.infer<typeof mentionSchema>, author: User, own: string): Item {
  const { id, name, username, public_metrics: counts } = author;
  const answered = repliesTo(post);
  const isQuote = post.referenced_tweets?.some(({ type }) => type === 'quoted');
  const kind = post.in_reply_to_user_id === own ? 'reply' : isQuote ? 'quote' : 'mention';
  const pictures = picturesOf(post);
  return {
    ...{ id: post.id, kind, text: writtenIn(post) },
    at: Date.parse(post.created_at),
    author: {
      ...{ id, name, handle: `@${username}`, url: `https://x.com/${username}` },
      ...(counts?.followers_count !== undefined && { followers: counts.followers_count }),
    },
    url: `https://x.com/${username}/status/${post.id}`,
    ...{ audience: 'public', thread: post.conversation_id ?? answered ?? post.id },
    ...(post.lang && !UNKNOWN.test(post.lang) && { language: post.lang }),
    ...(answered && { inReplyTo: answered }),
    ...(pictures > 0 && { attachments: pictures }),
  };
}

/** X's codes for what is no language, or none that it knows. */
const UNKNOWN = /^(und|q[a-z]{2}|zxx|art)$/;
/** Of the cursor, where there is none yet. */
const NONE = '1';
const MOST_PAGES = 10;

const userSchema = z.object({
  ...{ id: z.string(), name: z.string(), username: z.string() },
  public_metrics: z.object({ followers_count: z.number().optional() }).optional().catch(undefined),
});
type User = z.infer<typeof userSchema>;
const listed = {
  data: z.array(z.unknown()).optional(),
  includes: z.object({ users: z.array(userSchema).optional() }).optional(),
};
const foundSchema = z
  .object({ ...listed, errors: z.array(z.unknown()).optional() })
  .refine(({ data, errors }) => data !== undefined || errors !== undefined);
const metaSchema = z.object({
  result_count: z.number(),
  newest_id: z.string().optional(),
  next_token: z.string().optional(),
});
const mentionSchema = shownSchema.extend({
  author_id: z.string(),
  created_at: z.string().refine((value) => !Number.isNaN(Date.parse(value))),
  conversation_id: z.string().optional(),
  in_reply_to_user_id: z.string().optional(),
  lang: z.string().optional(),
});
