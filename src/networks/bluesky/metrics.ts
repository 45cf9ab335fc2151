/** What Bluesky counts of posts (`app.bsky.feed.getPosts`). One that is not returned is deleted, or shown to nobody. */
import { z } from 'zod';
import { type Counts, type CountsOf, toldOnly } from '../counts.ts';
import type { Published } from '../network.ts';
import type { BlueskySession } from './session.ts';

/** At most 25, which is what one request takes. */
export function countsOn(session: BlueskySession, published: readonly Published[]): Promise<CountsOf> {
  const uris = published.map(({ id }) => id);
  return session.run(false, async (agent) => {
    const { data } = await agent.app.bsky.feed.getPosts({ uris });
    const told = new Map(answer.parse(data).posts.map((post) => [post.uri, countsIn(post)]));
    return new Map(uris.map((uri) => [uri, told.get(uri) ?? ('gone' as const)]));
  });
}

function countsIn({ likeCount, repostCount, replyCount, quoteCount }: Post): Counts {
  return toldOnly({ likes: likeCount, reposts: repostCount, replies: replyCount, quotes: quoteCount });
}

const count = z.int().min(0).optional().catch(undefined);
const post = z.object({
  ...{ uri: z.string(), likeCount: count, repostCount: count, replyCount: count, quoteCount: count },
});
type Post = z.infer<typeof post>;
const answer = z.object({ posts: z.array(post) });
