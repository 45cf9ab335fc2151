/**
 * What people write under the channel's videos. Threads come newest first; answers stand in their threads, so those in the
 * hundred newest threads are read along, and an answer in an older one is not told. What stands under a video that is not
 * public counts as not public either. What YouTube or the channel holds for review is not shown here.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../kit/clock.ts';
import type { Item } from '../../listening/item.ts';
import type { Audience } from '../../people/audience.ts';
import { ReadSoFar } from '../read-so-far.ts';
import type { Reading, Source } from '../source.ts';
import type { YouTubeClient } from './client.ts';
import {
  addressOf,
  answersTo,
  type Comment,
  commentSchema,
  commentsIn,
  commentsOf,
  listedSchema,
  saidIn,
} from './comments.ts';
import { MOST_LISTED } from './resource.ts';
import { videosOf } from './videos.ts';

interface Channel {
  client: YouTubeClient;
  clock: Pick<Clock, 'now'>;
  /** Its id. */
  channel(): Promise<string>;
}

export function youtubeSource({ client, clock, channel }: Channel): Source {
  // Under the cursor that came with each: only what was stored comes back with it.
  let readings = new Map<string, LastReading>();
  return {
    async read(cursor) {
      const own = await channel();
      if (cursor === undefined) return begin(client, own);
      const last = readings.get(cursor) ?? NOTHING_SEEN;
      const { reading, ...seen } = await readSince({ client, clock, own, last }, instantOf(cursor));
      readings = new Map([
        [cursor, last],
        [reading.cursor, seen],
      ]);
      return reading;
    },
    async lookUp(ids) {
      const found = await commentsOf(client, ids);
      return found.map((comment) => itemOf(comment, comment.snippet.parentId ?? comment.id));
    },
  };
}

interface Place extends Pick<Channel, 'client' | 'clock'> {
  own: string;
  last: LastReading;
}

/** What need not be asked for again: each look costs a unit of the quota. */
interface LastReading {
  /** By thread: how many answers it had. */
  answered: Map<string, number>;
  /** By comment. */
  audiences: Map<string, Audience>;
}

const NOTHING_SEEN: LastReading = { answered: new Map(), audiences: new Map() };

/**
 * The cursor is an instant (epoch ms, by YouTube's clock): what was written `OVERLAP` before it, and since, is told. Behind it
 * stands which reading it came with: two may come to the same instant.
 */
async function begin(client: YouTubeClient, own: string): Promise<Reading> {
  const { items } = await page(client, own, { maxResults: '1' });
  const [newest] = items.flatMap((thread) => threadIn(thread) ?? []);
  return { items: [], cursor: String(newest ? writtenAt(newest) + 1 + OVERLAP : 0) };
}

function instantOf(cursor: string): number {
  return Number(cursor.split(' ')[0]);
}

async function readSince(place: Place, cursor: number): Promise<LastReading & { reading: Reading }> {
  const since = cursor - OVERLAP;
  const { said, unread, answered } = await saidSince(place, since);
  const young = said
    .filter(({ item }) => item.at >= since)
    .toSorted((one, other) => one.item.at - other.item.at);
  const items = await withAudience(place, young);
  // Where nothing that was told could be read, all until now may be missing.
  const gap = unread !== undefined && {
    from: Math.max(since, 0),
    to: Number.isFinite(unread) ? unread : place.clock.now(),
  };
  const upTo = Math.max(cursor, items.at(-1)?.at ?? 0);
  const audiences = new Map(items.map(({ id, audience }) => [id, audience]));
  const told = { items, cursor: `${upTo} ${randomUUID()}` };
  return { reading: { ...told, ...(gap && { gap }) }, answered, audiences };
}

/** Under which video, where that is told. */
interface Said {
  item: Item;
  video?: string | undefined;
}

interface Told extends Pick<LastReading, 'answered'> {
  said: Said[];
  /** What is from before that (epoch ms) was left. */
  unread?: number | undefined;
}

async function saidSince({ client, own, last }: Place, since: number): Promise<Told> {
  const said: Said[] = [];
  const answered: Told['answered'] = new Map();
  const cuts: number[] = [];
  let oldest = Number.POSITIVE_INFINITY;
  let pageToken: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const told = await page(client, own, { maxResults: '100', ...(pageToken && { pageToken }) });
    const threads = told.items.flatMap((thread) => threadIn(thread) ?? []);
    for (const thread of threads) {
      const { id, snippet } = thread;
      const isKnown = last.answered.get(id) === snippet.totalReplyCount;
      const { comments, cutAt } = isKnown
        ? { comments: shownAnswers(thread) }
        : await answersOf(client, thread, since);
      said.push(...itemsIn(thread, comments, own).map((item) => ({ item, video: snippet.videoId })));
      if (cutAt !== undefined) cuts.push(cutAt);
      answered.set(id, snippet.totalReplyCount);
    }
    oldest = Math.min(oldest, ...threads.map(writtenAt));
    pageToken = told.nextPageToken;
    if (!pageToken || oldest < since) return { said, answered, unread: latest(cuts) };
  }
  return { said, answered, unread: latest([...cuts, oldest]) };
}

function latest(instants: number[]): number | undefined {
  return instants.length === 0 ? undefined : Math.max(...instants);
}

/** What is written under a video that is not public is for those who were given its address, or were let in. */
async function withAudience({ client, last: { audiences } }: Place, said: Said[]): Promise<Item[]> {
  const unknown = said.filter(({ item }) => !audiences.has(item.id));
  const ids = [...new Set(unknown.flatMap(({ video }) => video ?? []))];
  const open = new Set<string>();
  for (let from = 0; from < ids.length; from += MOST_LISTED) {
    const found = await videosOf(client, ids.slice(from, from + MOST_LISTED));
    for (const { id, status } of found) if (status.privacyStatus === 'public') open.add(id);
  }
  return said.map(({ item, video }) => {
    const isOpen = video === undefined || open.has(video);
    return { ...item, audience: audiences.get(item.id) ?? (isOpen ? 'public' : 'followers') };
  });
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

/** A thread shows some of its answers; where there are more they are asked for. `cutAt`: as in ReadSoFar. */
async function answersOf(
  client: YouTubeClient,
  thread: Thread,
  since: number,
): Promise<{ comments: Comment[]; cutAt?: number | undefined }> {
  const shown = shownAnswers(thread);
  if (thread.snippet.totalReplyCount <= shown.length) return { comments: shown };
  const found: Comment[] = [];
  const soFar = new ReadSoFar();
  let pages = 0;
  for await (const { comments, isLast } of answersTo(client, thread.id)) {
    for (const { snippet } of comments) soFar.note(Date.parse(snippet.publishedAt));
    found.push(...comments);
    pages += 1;
    if (isLast) return { comments: found };
    if (pages === MOST_ANSWER_PAGES) break;
  }
  return { comments: found, cutAt: soFar.cutAt(since) };
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
/** Of the answers in one thread. */
const MOST_ANSWER_PAGES = 10;
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
