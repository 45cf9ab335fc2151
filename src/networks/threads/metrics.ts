/** What Threads counts of posts, by the names of its insights. */
import { type Counts, type CountsOf, toldOnly } from '../counts.ts';
import type { GraphClient } from '../graph.ts';
import { graphCounts, insightsOf } from '../graph-insights.ts';
import type { Published } from '../network.ts';
import { isMissing } from './containers.ts';

export function countsOn(client: GraphClient, published: readonly Published[]): Promise<CountsOf> {
  return graphCounts({ client, list: '/me/threads', isMissing }, published, (id) => countsOf(client, id));
}

async function countsOf(client: GraphClient, id: string): Promise<Counts | undefined> {
  const { views, likes, replies, reposts, quotes } = await insightsOf(client, id, METRICS);
  const counts = toldOnly({ views, likes, replies, reposts, quotes });
  return Object.keys(counts).length > 0 ? counts : undefined;
}

const METRICS = ['views', 'likes', 'replies', 'reposts', 'quotes'] as const;
