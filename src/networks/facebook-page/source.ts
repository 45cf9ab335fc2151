/**
 * What others write under a page's latest posts, at any depth, and where they tag the page. Facebook tells of some people no
 * name, and of none how many follow.
 */
import { z } from 'zod';
import type { Clock } from '../../kit/clock.ts';
import { t } from '../../kit/t.ts';
import type { Item } from '../../listening/item.ts';
import { type Commented, commentSource, type Since } from '../comments.ts';
import type { GraphClient } from '../graph.ts';
import { instant, readBack } from '../graph-comments.ts';
import { checkListed } from '../graph-read.ts';
import type { Source } from '../source.ts';

export interface Listening {
  client: GraphClient;
  clock: Pick<Clock, 'now'>;
  /** The page's number. */
  page: string;
  /** Posts of others that tag the page are read too. */
  mentions: boolean;
  isMissing(error: unknown): boolean;
}

export function facebookSource(listening: Listening): Source {
  const { client, clock, page, mentions, isMissing } = listening;
  return {
    ...commentSource({
      now: () => clock.now(),
      posts: () => latest(client, page),
      async commentsOn(post, since) {
        try {
          return await readBack({
            ...{ client, path: `/${post}/comments`, fields: { ...NEWEST_FIRST, fields: FIELDS } },
            entry: commentSchema,
            since,
            itemsIn: (comment) => itemIn(comment, post, page),
          });
        } catch (error) {
          if (isMissing(error)) return undefined;
          throw error;
        }
      },
      ...(mentions && { mentions: (since) => taggingSince(client, page, since) }),
    }),
    lookUp: (ids) => lookUp(listening, ids),
  };
}

async function latest(client: GraphClient, page: string): Promise<Commented[]> {
  const summary = z.object({ summary: z.object({ total_count: z.number() }) });
  const { data } = await client.call({
    ...{ method: 'GET', path: `/${page}/published_posts` },
    fields: { fields: 'id,comments.limit(0).summary(total_count)', limit: String(LOOKED_AT) },
    result: z.object({
      data: z.array(z.object({ id: z.string(), comments: summary.optional().catch(undefined) })),
    }),
  });
  return data.map(({ id, comments: told }) => ({
    id,
    ...(told && { comments: told.summary.total_count }),
  }));
}

function taggingSince(client: GraphClient, page: string, since: number): Promise<Since> {
  return readBack({
    ...{ client, path: `/${page}/tagged`, fields: { fields: WRITTEN, limit: '100' } },
    entry: writtenSchema,
    since,
    itemsIn: (post) => taggingIn(post, page),
  });
}

/** Meta says the same of a comment that is not there and of one that may not be read. */
async function lookUp({ client, page, isMissing }: Listening, ids: string[]): Promise<Item[]> {
  const found: Item[] = [];
  for (const id of ids) {
    try {
      const fields = { fields: FIELDS };
      const comment = await client.call({ method: 'GET', path: `/${id}`, fields, result: commentSchema });
      found.push(...itemIn(comment, comment.parent?.id ?? id, page));
    } catch (error) {
      if (!isMissing(error)) throw error;
      await checkListed(client, `/${page}/published_posts`);
    }
  }
  return found;
}

function itemIn(comment: z.infer<typeof commentSchema>, post: string, page: string): Item[] {
  const { id, message, created_time, from, parent, permalink_url: url, attachment } = comment;
  if (from?.id === page) return [];
  return [
    {
      ...{ id, kind: 'reply', text: message, at: Date.parse(created_time), audience: 'public' },
      author: authorOf(from, `comment:${id}`),
      ...{ thread: post, inReplyTo: parent?.id ?? post },
      ...(url && { url }),
      ...(attachment !== undefined && { attachments: 1 }),
    },
  ];
}

/** A page may tag itself. */
function taggingIn(post: Written, page: string): Item[] {
  const { id, message, created_time, from, permalink_url: url } = post;
  if (from?.id === page || id.startsWith(`${page}_`)) return [];
  return [
    {
      ...{ id, kind: 'mention', text: message, at: Date.parse(created_time), audience: 'public' },
      ...{ author: authorOf(from, `post:${id}`), thread: id },
      ...(url && { url }),
    },
  ];
}

/** Who is not told is somebody else each time: `otherwise`. */
function authorOf(from: Written['from'], otherwise: string): Item['author'] {
  const name = from?.name ?? t('Somebody on Facebook');
  return { id: from?.id ?? otherwise, name, handle: name };
}

const writtenSchema = z.object({
  ...{ id: z.string().min(1), message: z.string().default(''), created_time: instant },
  from: z.object({ id: z.string(), name: z.string() }).optional().catch(undefined),
  permalink_url: z.url().optional().catch(undefined),
});
type Written = z.infer<typeof writtenSchema>;
const WRITTEN = 'id,message,created_time,from,permalink_url';
const commentSchema = writtenSchema.extend({
  parent: z.object({ id: z.string() }).optional().catch(undefined),
  attachment: z.unknown().optional(),
});
const FIELDS = `${WRITTEN},parent{id},attachment`;
/** Answers to comments among them. */
const NEWEST_FIRST = { filter: 'stream', order: 'reverse_chronological', limit: '100' };

/** Of the page's posts. */
const LOOKED_AT = 50;
