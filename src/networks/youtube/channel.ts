/** The channel that the leave is for. */
import { z } from 'zod';
import type { YouTubeClient } from './client.ts';
import { noChannel } from './errors.ts';

export interface Channel {
  id: string;
  title: string;
  /** The playlist of all that was put up. */
  uploads: string;
}

const schema = z.object({
  kind: z.string(),
  items: z
    .array(
      z.object({
        id: z.string().min(1),
        snippet: z.object({ title: z.string(), customUrl: z.string().optional() }),
        contentDetails: z.object({ relatedPlaylists: z.object({ uploads: z.string().min(1) }) }),
      }),
    )
    .default([]),
});

/** Throws `NetworkError`. */
export async function channelOf(client: YouTubeClient): Promise<Channel> {
  const path = '/youtube/v3/channels?part=snippet,contentDetails&mine=true';
  const { items } = await client.call({ method: 'GET', path, statuses: [200] }, schema);
  const [channel] = items;
  if (!channel) throw noChannel();
  const { id, snippet, contentDetails } = channel;
  return { id, title: snippet.title, uploads: contentDetails.relatedPlaylists.uploads };
}
