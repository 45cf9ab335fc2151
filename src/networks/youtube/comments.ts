/** Reading comments: by their ids, or what answers one. Each request costs a unit of the quota. */
import { z } from 'zod';
import type { YouTubeClient } from './client.ts';

export const commentSchema = z.object({
  id: z.string().min(1),
  snippet: z.object({
    authorDisplayName: z.string().min(1),
    authorChannelUrl: z.string().optional().catch(undefined),
    authorChannelId: z
      .object({ value: z.string().min(1) })
      .optional()
      .catch(undefined),
    textDisplay: z.string(),
    textOriginal: z.string().optional(),
    publishedAt: z.string().refine((value) => !Number.isNaN(Date.parse(value))),
    updatedAt: z.string().optional(),
    parentId: z.string().optional(),
  }),
});
export type Comment = z.infer<typeof commentSchema>;

export const listedSchema = z.object({
  kind: z.string(),
  items: z.array(z.unknown()).default([]),
  nextPageToken: z.string().optional(),
});

export interface CommentPage {
  comments: Comment[];
  isLast: boolean;
}

/** Those that there are, in any order. Throws `NetworkError`. */
export async function commentsOf(client: YouTubeClient, ids: readonly string[]): Promise<Comment[]> {
  return (await page(client, { id: ids.join(',') })).comments;
}

/** In no order that is promised; as many pages as are asked for. Throws `NetworkError`. */
export async function* answersTo(client: YouTubeClient, id: string): AsyncGenerator<CommentPage> {
  let pageToken: string | undefined;
  do {
    const asked = { parentId: id, maxResults: '100', ...(pageToken && { pageToken }) };
    const { comments, nextPageToken } = await page(client, asked);
    pageToken = nextPageToken;
    yield { comments, isLast: !pageToken };
  } while (pageToken);
}

export function saidIn({ snippet }: Comment): string {
  return snippet.textOriginal ?? snippet.textDisplay;
}

export function addressOf(video: string, comment: string): string {
  return `https://www.youtube.com/watch?${new URLSearchParams({ v: video, lc: comment })}`;
}

/** What is none is left out. */
export function commentsIn(items: readonly unknown[]): Comment[] {
  return items.flatMap((one) => commentSchema.safeParse(one).data ?? []);
}

async function page(client: YouTubeClient, asked: Record<string, string>) {
  const query = new URLSearchParams({ part: 'snippet', textFormat: 'plainText', ...asked });
  const request = { method: 'GET' as const, path: `${COMMENTS}?${query}`, statuses: [200] };
  const { items, nextPageToken } = await client.call(request, listedSchema);
  return { comments: commentsIn(items), nextPageToken };
}

export const COMMENTS = '/youtube/v3/comments';
