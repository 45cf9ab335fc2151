/**
 * What Instagram counts of posts. It may take two days to count, and answers an empty list until then: such a post is left
 * out, to be asked for again, and never counts as zero.
 */
import { type Counts, type CountsOf, toldOnly } from '../counts.ts';
import type { GraphClient } from '../graph.ts';
import { type GraphCounting, graphCounts, insightsOf } from '../graph-insights.ts';
import type { Published } from '../network.ts';

export function countsOn(counting: GraphCounting, published: readonly Published[]): Promise<CountsOf> {
  return graphCounts(counting, published, (id) => countsOf(counting.client, id));
}

async function countsOf(client: GraphClient, id: string): Promise<Counts | undefined> {
  const { views, likes, comments, shares } = await insightsOf(client, id, METRICS);
  const counts = toldOnly({ views, likes, replies: comments, reposts: shares });
  return Object.keys(counts).length > 0 ? counts : undefined;
}

const METRICS = ['views', 'likes', 'comments', 'shares'] as const;
