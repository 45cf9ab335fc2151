/** Reading videos by their ids. */
import type { YouTubeClient } from './client.ts';
import { listedSchema, type Video } from './resource.ts';

/** Those that there are, in any order. At most `MOST_LISTED`. Throws `NetworkError`. */
export async function videosOf(client: YouTubeClient, ids: readonly string[]): Promise<Video[]> {
  if (ids.length === 0) return [];
  const query = new URLSearchParams({ part: 'snippet,status', id: ids.join(',') });
  const path = `/youtube/v3/videos?${query}`;
  const { items } = await client.call({ method: 'GET', path, statuses: [200] }, listedSchema);
  return items.filter(({ id }) => ids.includes(id));
}

/** Undefined: it is not there, or not listed yet. Throws `NetworkError`. */
export async function videoOf(client: YouTubeClient, id: string): Promise<Video | undefined> {
  const [found] = await videosOf(client, [id]);
  return found;
}
