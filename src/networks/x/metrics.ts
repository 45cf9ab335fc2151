/** What X counts of posts. It calls some of it by an old name in some places and by a new one in others: both are read. */
import { z } from 'zod';
import { type Counts, type CountsOf, toldOnly } from '../counts.ts';
import type { Published } from '../network.ts';
import type { XClient } from './client.ts';
import { problemSchema } from './errors.ts';

export async function countsOn(client: XClient, published: readonly Published[]): Promise<CountsOf> {
  const ids = published.map(({ id }) => id);
  const query = new URLSearchParams({ ids: ids.join(','), 'tweet.fields': 'public_metrics' });
  const { data = [], errors = [] } = await client.call({
    ...{ method: 'GET', path: `/2/tweets?${query}` },
    answer: answerSchema,
  });
  const told = new Map<string, Counts | 'gone'>(data.map((post) => [post.id, countsIn(post)]));
  for (const { value, type } of errors)
    if (value && type?.endsWith('/resource-not-found')) told.set(value, 'gone');
  return new Map(
    ids.flatMap((id) => {
      const counts = told.get(id);
      return counts ? [[id, counts] as const] : [];
    }),
  );
}

function countsIn({ public_metrics: told = {} }: z.infer<typeof postSchema>): Counts {
  return toldOnly({
    ...{ likes: told.like_count, replies: told.reply_count, quotes: told.quote_count },
    reposts: told.retweet_count ?? told.repost_count,
  });
}

const count = z.int().min(0).optional().catch(undefined);
const postSchema = z.object({
  id: z.string(),
  public_metrics: z
    .object({
      ...{ like_count: count, reply_count: count, quote_count: count },
      ...{ retweet_count: count, repost_count: count },
    })
    .optional(),
});
const answerSchema = z
  .object({ data: z.array(postSchema).optional(), errors: z.array(problemSchema).optional() })
  .refine(({ data, errors }) => data !== undefined || errors !== undefined);
