/**
 * What others write to an account: comments on its latest posts, with what answers those, and posts in which it is tagged.
 * Comments are not told in an order that can be relied on, and a new one may answer an old one, so of a post with more of them
 * than before all are read: the first 500, which are the newest as far as Instagram keeps to what it says of their order.
 */
import { z } from 'zod';
import type { Clock } from '../../kit/clock.ts';
import type { Item } from '../../listening/item.ts';
import { type Commented, commentSource } from '../comments.ts';
import type { GraphClient } from '../graph.ts';
import { instant, readBack } from '../graph-comments.ts';
import { pagesOf } from '../graph-pages.ts';
import { checkListed } from '../graph-read.ts';
import type { Source } from '../source.ts';
import { fromSchema, isOwn, type Own } from './own.ts';

export interface Listening {
  client: GraphClient;
  clock: Pick<Clock, 'now'>;
  user(): Promise<Own>;
  /** As it is now. */
  userNow(): Promise<Own>;
  isMissing(error: unknown): boolean;
}

export function instagramSource(listening: Listening): Source {
  const { client, clock, user, userNow, isMissing } = listening;
  return {
    ...commentSource({
      now: () => clock.now(),
      posts: async () => latest(client, (await userNow()).user_id),
      async commentsOn(post, since) {
        const own = await user();
        try {
          return await readBack({
            ...{ client, path: `/${post}/comments`, fields: { fields: COMMENTS, limit: '50' } },
            entry: commentSchema,
            ...{ since, isUnordered: true },
            itemsIn: async (comment) =>
              [comment, ...(await answersTo(listening, comment))].flatMap((one) => itemIn(one, post, own)),
          });
        } catch (error) {
          if (isMissing(error)) return undefined;
          throw error;
        }
      },
      mentions: async (since) =>
        readBack({
          ...{ client, path: `/${(await user()).user_id}/tags`, fields: { fields: TAGGED, limit: '50' } },
          entry: taggedSchema,
          since,
          itemsIn: (post) => [taggedIn(post)],
        }),
    }),
    lookUp: (ids) => lookUp(listening, ids),
  };
}

async function latest(client: GraphClient, user: string): Promise<Commented[]> {
  const { data } = await client.call({
    ...{ method: 'GET', path: `/${user}/media` },
    fields: { fields: 'id,comments_count', limit: String(LOOKED_AT) },
    result: z.object({ data: z.array(z.object({ id: z.string(), comments_count: z.number().optional() })) }),
  });
  return data.map(({ id, comments_count: comments }) => ({
    id,
    ...(comments !== undefined && { comments }),
  }));
}

/** A comment brings some of its answers along; where there are more they are asked for. */
async function answersTo(
  { client, isMissing }: Listening,
  { id, replies }: z.infer<typeof commentSchema>,
): Promise<Comment[]> {
  if (replies?.paging?.next === undefined) return replies?.data ?? [];
  const found: Comment[] = [];
  let pages = 0;
  try {
    for await (const { entries } of pagesOf(client, `/${id}/replies`, { fields: COMMENT, limit: '50' })) {
      found.push(...entries.flatMap((one) => replySchema.safeParse(one).data ?? []));
      pages += 1;
      if (pages === MOST_PAGES) break;
    }
  } catch (error) {
    // It was taken down meanwhile; the others stand.
    if (!isMissing(error)) throw error;
  }
  return found;
}

/** Meta says the same of a comment that is not there and of one that may not be read. */
async function lookUp({ client, userNow, isMissing }: Listening, ids: string[]): Promise<Item[]> {
  const own = await userNow();
  const found: Item[] = [];
  for (const id of ids) {
    try {
      const fields = { fields: `${COMMENT},media` };
      const comment = await client.call({ method: 'GET', path: `/${id}`, fields, result: lookedUpSchema });
      found.push(...itemIn(comment, comment.media?.id ?? id, own));
    } catch (error) {
      if (!isMissing(error)) throw error;
      await checkListed(client, `/${own.user_id}/media`);
    }
  }
  return found;
}

function itemIn(comment: Comment, post: string, own: Own): Item[] {
  const { id, text, timestamp, from, username = from?.username, parent_id: parent } = comment;
  if (username === undefined || isOwn(comment, own)) return [];
  const author = authorOf(username, from?.id);
  const at = Date.parse(timestamp);
  const inReplyTo = parent ?? post;
  return [{ id, kind: 'reply', author, text, at, audience: 'public', thread: post, inReplyTo }];
}

function taggedIn({ id, caption, timestamp, username, permalink }: z.infer<typeof taggedSchema>): Item {
  return {
    ...{ id, kind: 'mention', author: authorOf(username), text: caption, at: Date.parse(timestamp) },
    ...{ audience: 'public', thread: id, attachments: 1 },
    ...(permalink && { url: permalink }),
  };
}

function authorOf(username: string, id = username): Item['author'] {
  return { id, name: username, handle: `@${username}`, url: `https://www.instagram.com/${username}/` };
}

const commentShape = {
  ...{ id: z.string().min(1), text: z.string().default(''), timestamp: instant },
  ...{ username: z.string().optional(), from: fromSchema, parent_id: z.string().optional() },
};
const replySchema = z.object(commentShape);
type Comment = z.infer<typeof replySchema>;
const commentSchema = replySchema.extend({
  replies: z
    .object({
      data: z.array(replySchema),
      paging: z.object({ next: z.string().optional() }).optional(),
    })
    .optional()
    .catch(undefined),
});
const lookedUpSchema = replySchema.extend({
  media: z.object({ id: z.string() }).optional().catch(undefined),
});
const COMMENT = 'id,text,timestamp,username,from,parent_id';
const COMMENTS = `${COMMENT},replies.limit(50){${COMMENT}}`;
const taggedSchema = z.object({
  ...{ id: z.string().min(1), caption: z.string().default(''), timestamp: instant },
  ...{ username: z.string().min(1), permalink: z.url().optional().catch(undefined) },
});
const TAGGED = 'id,caption,timestamp,username,permalink';

/** Of the account's posts. */
const LOOKED_AT = 50;
/** Of what answers one comment. */
const MOST_PAGES = 10;
