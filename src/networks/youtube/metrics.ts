/** What YouTube counts of videos: likes and comments. */
import { z } from 'zod';
import { type Counts, type CountsOf, toldOnly } from '../counts.ts';
import type { Published } from '../network.ts';
import type { YouTubeClient } from './client.ts';

export async function countsOn(client: YouTubeClient, published: readonly Published[]): Promise<CountsOf> {
  const ids = published.map(({ id }) => id);
  const query = new URLSearchParams({ part: 'statistics', id: ids.join(',') });
  const path = `/youtube/v3/videos?${query}`;
  const { items } = await client.call({ method: 'GET', path, statuses: [200] }, schema);
  const told = new Map(items.map(({ id, statistics }) => [id, countsIn(statistics)]));
  return new Map(ids.map((id) => [id, told.get(id) ?? 'gone']));
}

function countsIn({ likeCount, commentCount }: z.infer<typeof statistics>): Counts {
  return toldOnly({ likes: likeCount, replies: commentCount });
}

/** Written as texts; what is switched off is absent. */
const count = z.coerce.number().int().min(0).optional().catch(undefined);
const statistics = z.object({ likeCount: count, commentCount: count });
const schema = z.object({
  kind: z.string(),
  items: z.array(z.object({ id: z.string(), statistics })).default([]),
});
