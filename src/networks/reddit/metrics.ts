/** What Reddit counts of posts. One that moderators or Reddit took down is gone: nobody else sees it. */
import { z } from 'zod';
import { type CountsOf, toldOnly } from '../counts.ts';
import type { Published } from '../network.ts';
import type { RedditClient } from './client.ts';

const count = z.number().int().nullish().catch(undefined);
const info = z.object({
  data: z.object({
    children: z.array(
      z.object({
        data: z.object({
          name: z.string(),
          author: z.string().optional(),
          ...{ score: count, num_comments: count },
          removed_by_category: z.string().nullish(),
        }),
      }),
    ),
  }),
});

/** Without the account's own, which each post begins with. */
function votesOf(score: number | null | undefined): number | undefined {
  return typeof score === 'number' ? Math.max(0, score - 1) : undefined;
}

export async function countsOn(client: RedditClient, published: readonly Published[]): Promise<CountsOf> {
  const ids = published.map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const { data } = await client.call({ path: `/api/info?id=${ids.join(',')}`, answer: info });
  const told = new Map(data.children.map((child) => [child.data.name, child.data]));
  return new Map(
    ids.map((id) => {
      const post = told.get(id);
      const isGone = !post || Boolean(post.removed_by_category) || post.author === '[deleted]';
      return [id, isGone ? 'gone' : toldOnly({ likes: votesOf(post.score), replies: post.num_comments })];
    }),
  );
}
