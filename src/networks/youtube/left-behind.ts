/**
 * A video of ours whose last answer was lost, and with it its id: one on the channel with the same title and description
 * that is younger than the intent (less the difference that two clocks may have), and is known of no other post of ours.
 */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import { type Intent, type IsTaken, type Message, NetworkError } from '../network.ts';
import { CLOCKS_DIFFER } from '../read-back.ts';
import { channelOf } from './channel.ts';
import type { YouTubeClient } from './client.ts';
import { TITLE } from './fields.ts';

const itemSchema = z.object({
  snippet: z.object({
    ...{ title: z.string(), description: z.string().default(''), publishedAt: z.string() },
    resourceId: z.object({ videoId: z.string().min(1) }),
  }),
});
type Item = z.infer<typeof itemSchema>;
const pageSchema = z.object({
  kind: z.string(),
  items: z.array(itemSchema),
  nextPageToken: z.string().optional(),
});

/** Its id. Throws when it cannot be told which one it is. */
export async function findLeftBehind(
  client: YouTubeClient,
  message: Message,
  intent: Intent,
  isTaken: IsTaken = async () => false,
): Promise<string | undefined> {
  const fitting: string[] = [];
  for await (const { snippet } of uploadsSince(client, intent.at - CLOCKS_DIFFER)) {
    const { videoId } = snippet.resourceId;
    if (isOf(snippet, message) && !(await isTaken(videoId))) fitting.push(videoId);
  }
  if (fitting.length > 1) throw unsure(t('YouTube: two videos there have the same title and description.'));
  return fitting[0];
}

/** `since`: epoch ms. Newest first. */
async function* uploadsSince(client: YouTubeClient, since: number): AsyncGenerator<Item> {
  const { uploads } = await channelOf(client);
  let pageToken: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = new URLSearchParams({
      ...{ part: 'snippet', playlistId: uploads, maxResults: String(PAGE) },
      ...(pageToken && { pageToken }),
    });
    const path = `/youtube/v3/playlistItems?${query}`;
    const told = await client.call({ method: 'GET', path, statuses: [200] }, pageSchema);
    const young = told.items.filter(({ snippet }) => Date.parse(snippet.publishedAt) >= since);
    yield* young;
    pageToken = told.nextPageToken;
    if (!pageToken || young.length < told.items.length) return;
  }
  throw unsure(t('YouTube: too many videos stand on the channel to look through.'));
}

function isOf({ title, description }: Item['snippet'], { text, fields = {} }: Message): boolean {
  return plain(title) === plain(fields[TITLE]) && plain(description) === plain(text);
}

function plain(words = ''): string {
  return words.normalize('NFC').replace(/\s+/g, ' ').trim();
}

function unsure(message: string): NetworkError {
  return new NetworkError('unreachable', message, { remedy: t('Look at the channel (YouTube Studio).') });
}

const PAGE = 50;
const MOST_PAGES = 4;
