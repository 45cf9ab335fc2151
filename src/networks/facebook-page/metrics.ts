/**
 * What Facebook counts of a page's posts. Reactions, comments and shares stand with the post. How often it was seen is an
 * insight, for which a right of its own is needed, and Facebook tells small pages none: then it is missing.
 */
import { z } from 'zod';
import { type Counts, type CountsOf, toldOnly } from '../counts.ts';
import type { GraphClient } from '../graph.ts';
import { type GraphCounting, graphCounts, insightsOf } from '../graph-insights.ts';
import { NetworkError, type Published } from '../network.ts';
import { isAnswer } from './answering.ts';

/** `page`: its number. `insights`: the right to read them was asked for. */
export function countsOn(
  counting: GraphCounting,
  published: readonly Published[],
  { page, insights }: { page: string; insights: boolean },
): Promise<CountsOf> {
  const { client } = counting;
  return graphCounts(counting, published, async (id) => {
    if (!id.includes('_')) return videoCountsOf(client, id);
    if (isAnswer({ id }, page)) return answerCountsOf(client, id);
    const counts = await countsOf(client, id);
    return insights ? { ...counts, ...(await viewsOf(client, id)) } : counts;
  });
}

async function countsOf(client: GraphClient, id: string): Promise<Counts> {
  const { reactions, comments, shares } = await client.call({
    ...{ method: 'GET', path: `/${id}`, fields: { fields: FIELDS } },
    result: postSchema,
  });
  return toldOnly({
    reactions: reactions?.summary.total_count,
    replies: comments?.summary.total_count,
    reposts: shares?.count,
  });
}

async function answerCountsOf(client: GraphClient, id: string): Promise<Counts> {
  const count = z.int().min(0).optional().catch(undefined);
  const { like_count: likes, comment_count: replies } = await client.call({
    ...{ method: 'GET', path: `/${id}`, fields: { fields: 'like_count,comment_count' } },
    result: z.object({ like_count: count, comment_count: count }),
  });
  return toldOnly({ likes, replies });
}

/** A video has no page's number in its id. */
async function videoCountsOf(client: GraphClient, id: string): Promise<Counts> {
  const { comments, views } = await client.call({
    ...{ method: 'GET', path: `/${id}`, fields: { fields: 'comments.limit(0).summary(total_count),views' } },
    result: z.object({ comments: total, views: z.int().min(0).optional().catch(undefined) }),
  });
  return toldOnly({ replies: comments?.summary.total_count, views });
}

/** Without the right, or where the page has none, the other counts are told all the same. */
async function viewsOf(client: GraphClient, id: string): Promise<Counts> {
  try {
    const { [VIEWS]: views } = await insightsOf(client, id, [VIEWS], { period: 'lifetime' });
    return toldOnly({ views });
  } catch (error) {
    const isRefused =
      error instanceof NetworkError && (error.reason === 'refused' || error.reason === 'unauthorized');
    if (isRefused) return {};
    throw error;
  }
}

/** Impressions and reach are not told any more. */
const VIEWS = 'post_media_view';
const FIELDS = 'reactions.limit(0).summary(total_count),comments.limit(0).summary(total_count),shares';
const total = z
  .object({ summary: z.object({ total_count: z.int().min(0) }) })
  .optional()
  .catch(undefined);
const postSchema = z.object({
  id: z.string(),
  reactions: total,
  comments: total,
  shares: z
    .object({ count: z.int().min(0) })
    .optional()
    .catch(undefined),
});
