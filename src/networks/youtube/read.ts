/** What YouTube shows of a video. */
import { z } from 'zod';
import type { Reading } from '../live.ts';
import type { Published } from '../network.ts';
import type { YouTubeClient } from './client.ts';
import { PRIVACY, TITLE } from './fields.ts';
import { statusSchema } from './resource.ts';
import { takenDown } from './verdicts.ts';

const schema = z.object({
  kind: z.string(),
  items: z
    .array(
      z.object({
        id: z.string(),
        snippet: z.object({ title: z.string(), description: z.string().default('') }),
        status: statusSchema,
      }),
    )
    .default([]),
});

/** `showsPrivacy`: who sees it is as it was to be. */
export async function readVideo(
  client: YouTubeClient,
  { id }: Published,
  showsPrivacy: boolean,
): Promise<Reading> {
  const query = new URLSearchParams({ part: 'snippet,status', id });
  const path = `/youtube/v3/videos?${query}`;
  const { items } = await client.call({ method: 'GET', path, statuses: [200] }, schema);
  const video = items.find((item) => item.id === id);
  if (!video) return { gone: '' };
  const { snippet, status } = video;
  if (status.uploadStatus === 'rejected') return { gone: takenDown(status.rejectionReason) };
  const fields = { [TITLE]: snippet.title, ...(showsPrivacy && { [PRIVACY]: status.privacyStatus }) };
  return { text: snippet.description, fields };
}
