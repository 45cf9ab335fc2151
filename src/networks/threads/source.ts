/**
 * What others write to an account: answers under its latest posts, at any depth, and posts that name it. Threads tells no
 * number of a person, so they are known by their names.
 */
import { z } from 'zod';
import type { Clock } from '../../kit/clock.ts';
import type { Item } from '../../listening/item.ts';
import { type Commented, commentSource } from '../comments.ts';
import type { GraphClient } from '../graph.ts';
import { instant, readBack } from '../graph-comments.ts';
import type { Source } from '../source.ts';
import { isMissing } from './containers.ts';

export function threadsSource(client: GraphClient, clock: Pick<Clock, 'now'>): Source {
  return commentSource({
    now: () => clock.now(),
    posts: () => latest(client),
    async commentsOn(post, since) {
      try {
        return await readBack({
          ...{ client, path: `/${post}/conversation`, fields: { fields: REPLY, reverse: 'true' } },
          entry: replySchema,
          since,
          itemsIn: (reply) => answerIn(reply, post),
        });
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    mentions: (since) =>
      readBack({
        ...{ client, path: '/me/mentions', fields: { fields: POST, limit: '100' } },
        entry: postSchema,
        since,
        itemsIn: (post) => [itemOf(post, 'mention', post.id)],
      }),
  });
}

/** Those that have no answer are not looked at. */
async function latest(client: GraphClient): Promise<Commented[]> {
  const { data } = await client.call({
    ...{ method: 'GET', path: '/me/threads', fields: { fields: 'id,has_replies', limit: String(LOOKED_AT) } },
    result: z.object({ data: z.array(z.object({ id: z.string(), has_replies: z.boolean().optional() })) }),
  });
  return data.map(({ id, has_replies }) => ({ id, ...(has_replies === false && { comments: 0 }) }));
}

function answerIn(reply: Reply, post: string): Item[] {
  if (reply.is_reply_owned_by_me) return [];
  const { root_post: root, replied_to: answered } = reply;
  const item = itemOf(reply, 'reply', root?.id ?? post);
  return [{ ...item, inReplyTo: answered?.id ?? post }];
}

function itemOf(
  { id, text, timestamp, username, permalink, media_type: kind }: z.infer<typeof postSchema>,
  as: Item['kind'],
  thread: string,
): Item {
  return {
    ...{ id, kind: as, text, at: Date.parse(timestamp), audience: 'public', thread },
    author: {
      ...{ id: username, name: username, handle: `@${username}` },
      url: `https://www.threads.net/@${username}`,
    },
    ...(permalink && { url: permalink }),
    ...(kind && kind !== 'TEXT_POST' && { attachments: 1 }),
  };
}

const postSchema = z.object({
  ...{ id: z.string().min(1), username: z.string().min(1), timestamp: instant },
  text: z.string().default(''),
  permalink: z.url().optional().catch(undefined),
  media_type: z.string().optional(),
});
const POST = 'id,text,timestamp,permalink,username,media_type';
const named = z.object({ id: z.string() }).optional().catch(undefined);
const replySchema = postSchema.extend({
  is_reply_owned_by_me: z.boolean().default(false),
  ...{ root_post: named, replied_to: named },
});
type Reply = z.infer<typeof replySchema>;
const REPLY = `${POST},is_reply_owned_by_me,root_post,replied_to`;

/** Of the account's posts. */
const LOOKED_AT = 50;
