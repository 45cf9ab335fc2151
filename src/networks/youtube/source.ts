/**
 * What people write under the channel's videos. Threads come newest first; answers stand in their threads, so those in the
 * hundred newest threads are read along, and an answer in an older one is not told. What YouTube or the channel holds for review is
 * not shown here.
 */
import { z } from 'zod';
import type { Item } from '../../listening/item.ts';
import type { Reading, Source } from '../source.ts';
import type { YouTubeClient } from './client.ts';
import { addressOf, answersTo, type Comment, commentSchema, commentsIn, commentsOf, listedSchema, saidIn } from './comments.ts';

/** `channel`: its id. */
export function youtubeSource(client: YouTubeClient, channel: () => Promise<string>): Source {
  // Of the threads that were read: how many answers they had. Each look at all of them costs a unit of the quota.
  const answered = new Map<string, number>();
  return {
    async read(cursor) {
      const own = await channel();
      return cursor === undefined ? begin(client, own) : readSince({ client, own, answered }, Number(cursor));
    },
    async lookUp(ids) {
      const found = await commentsOf(client, ids);
      return found.map((comment) => itemOf(comment, comment.snippet.parentId ?? comment.id));
    },
  };
}

interface Place {
  client: YouTubeClient;
  own: string;
  answered: Map<string, number>;
}

/** The cursor is an instant (epoch ms, by YouTube's clock): what was written `OVERLAP` before it, and since, is told. */
async function begin(client: YouTubeClient, own: string): Promise<Reading> {
  const { items } = await page(client, own, { maxResults: '1' });
  const [newest] = items.flatMap((thread) => threadIn(thread) ?? []);
  return { items: [], cursor: String(newest ? writtenAt(newest) + 1 + OVERLAP : 0) };
}

async function readSince(place: Place, cursor: number): Promise<Reading> {
  const since = cursor - OVERLAP;
  const { items, unread } = await itemsSince(place, since);
  const young = items.filter(({ at }) => at >= since).toSorted((one, other) => one.at - other.at);
  const gap = unread !== undefined && { from: Math.max(since, 0), to: unread };
  return { items: young, cursor: String(Math.max(cursor, young.at(-1)?.at ?? 0)), ...(gap && { gap }) };
}

/** `unread`: threads from before that (epoch ms) were left. */
async function itemsSince(
  { client, own, answered }: Place,
  since: number,
): Promise<{ items: Item[]; unread?: number }> {
  const items: Item[] = [];
  let oldest = Number.POSITIVE_INFINITY;
  let pageToken: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const told = await page(client, own, { maxResults: '100', ...(pageToken && { pageToken }) });
    const threads = told.items.flatMap((thread) => threadIn(thread) ?? []);
    for (const thread of threads) {
      const { id, snippet } = thread;
      const isKnown = answered.get(id) === snippet.totalReplyCount;
      items.push(...itemsIn(thread, isKnown ? shownAnswers(thread) : await answersOf(client, thread), own));
      answered.set(id, snippet.totalReplyCount);
    }
    oldest = Math.min(oldest, ...threads.map(writtenAt));
    pageToken = told.nextPageToken;
    if (!pageToken || oldest < since) return { items };
  }
  return { items, unread: oldest };
}

function itemsIn({ snippet }: Thread, answers: Comment[], own: string): Item[] {
  const { topLevelComment: first, videoId } = snippet;
  return [first, ...answers].flatMap((comment) => {
    const isOwn = comment.snippet.authorChannelId?.value === own;
    return isOwn ? [] : [itemOf(comment, first.id, videoId)];
  });
}

/** `video`: told of threads alone. */
function itemOf(comment: Comment, thread: string, video?: string): Item {
  const { id, snippet } = comment;
  const { authorDisplayName: name, authorChannelUrl: url, authorChannelId, parentId } = snippet;
  const [at, changed] = [Date.parse(snippet.publishedAt), Date.parse(snippet.updatedAt ?? '')];
  const answered = parentId ?? video;
  return {
    ...{ id, kind: 'reply', text: saidIn(comment), at },
    author: {
      ...{ id: authorChannelId?.value ?? name, name, handle: name.startsWith('@') ? name : `@${name}` },
      ...(url && { url: url.replace(/^http:/, 'https:') }),
    },
    ...{ audience: 'public', thread },
    ...(video && { url: addressOf(video, id) }),
    ...(answered && { inReplyTo: answered }),
    ...(changed > at && { editedAt: changed }),
  };
}

/** A thread shows some of its answers; where there are more they are asked for. */
async function answersOf(client: YouTubeClient, thread: Thread): Promise<Comment[]> {
  const shown = shownAnswers(thread);
  if (thread.snippet.totalReplyCount <= shown.length) return shown;
  const { value } = await answersTo(client, thread.id).next();
  return value?.comments ?? [];
}

function shownAnswers({ replies }: Thread): Comment[] {
  return commentsIn(replies?.comments ?? []);
}

function page(client: YouTubeClient, own: string, options: Record<string, string>) {
  const query = new URLSearchParams({
    ...{ part: 'snippet,replies', textFormat: 'plainText', order: 'time' },
    allThreadsRelatedToChannelId: own,
    ...options,
  });
  const request = { method: 'GET' as const, path: `/youtube/v3/commentThreads?${query}`, statuses: [200] };
  return client.call(request, listedSchema);
}

/** What is none is left out. */
function threadIn(value: unknown): Thread | undefined {
  return threadSchema.safeParse(value).data;
}

function writtenAt({ snippet }: Thread): number {
  return Date.parse(snippet.topLevelComment.snippet.publishedAt);
}

const MOST_PAGES = 5;
/** Ms in which what was written earlier may be listed later. */
const OVERLAP = 2 * 60_000;

const threadSchema = z.object({
  id: z.string().min(1),
  snippet: z.object({
    videoId: z.string().optional(),
    topLevelComment: commentSchema,
    totalReplyCount: z.number().default(0),
  }),
  replies: z.object({ comments: z.array(z.unknown()).default([]) }).optional(),
});
type Thread = z.infer<typeof threadSchema>;
