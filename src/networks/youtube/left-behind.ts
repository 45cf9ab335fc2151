/**
 * A video of ours whose last answer was lost, and with it its id: the one on the channel that bears the intent's tag. What
 * others put up, by hand or by another post of ours, never does, however alike it is.
 */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import { type Intent, NetworkError } from '../network.ts';
import { CLOCKS_DIFFER } from '../read-back.ts';
import { channelOf } from './channel.ts';
import type { YouTubeClient } from './client.ts';
import { isOfIntent, MOST_LISTED, NO_VIDEO } from './resource.ts';
import { videosOf } from './videos.ts';

const itemSchema = z.object({
  snippet: z.object({
    publishedAt: z.string(),
    resourceId: z.object({ videoId: z.string().min(1) }),
  }),
});
const pageSchema = z.object({
  kind: z.string(),
  items: z.array(itemSchema),
  nextPageToken: z.string().optional(),
});

/** Its id. Undefined: there is none. Throws `NetworkError`, also where there is too much to look through. */
export async function findLeftBehind(client: YouTubeClient, intent: Intent): Promise<string | undefined> {
  for await (const ids of uploadsSince(client, intent.at - CLOCKS_DIFFER)) {
    const videos = await videosOf(client, ids);
    // Of several all are the same film, put up by this intent; what YouTube made nothing of is none.
    const own = videos.find(
      (video) => isOfIntent(video, intent) && !NO_VIDEO.includes(video.status.uploadStatus),
    );
    if (own) return own.id;
  }
  return undefined;
}

/** Their ids, a page at a time, newest first. `since`: epoch ms. */
async function* uploadsSince(client: YouTubeClient, since: number): AsyncGenerator<string[]> {
  const { uploads } = await channelOf(client);
  let pageToken: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = new URLSearchParams({
      ...{ part: 'snippet', playlistId: uploads, maxResults: String(MOST_LISTED) },
      ...(pageToken && { pageToken }),
    });
    const path = `/youtube/v3/playlistItems?${query}`;
    const told = await client.call({ method: 'GET', path, statuses: [200] }, pageSchema);
    const young = told.items.filter(({ snippet }) => Date.parse(snippet.publishedAt) >= since);
    yield young.map(({ snippet }) => snippet.resourceId.videoId);
    pageToken = told.nextPageToken;
    if (!pageToken || young.length < told.items.length) return;
  }
  throw tooMany();
}

/** Nothing is seen of it, so a person may decide in peace. */
function tooMany(): NetworkError {
  return new NetworkError(
    'refused',
    t('YouTube: too many videos came to the channel since to tell whether this one is among them.'),
    { remedy: t('Nothing of it is seen. Edit the post and have it approved again, which puts it up anew.') },
  );
}

const MOST_PAGES = 20;
