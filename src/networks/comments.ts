/**
 * What others write under an account's posts, for networks that tell of it post by post. Which posts are looked at, and from
 * when on, is the same everywhere: those with more comments than before, then those that were not looked at for the longest
 * time, some at each reading. A place is kept for each post; it is read from a little before it, as lists are told late.
 */
import { z } from 'zod';
import type { Item } from '../listening/item.ts';
import type { Reading, Source } from './source.ts';

export interface Commented {
  id: string;
  /** How many comments it has; undefined where the network does not tell. */
  comments?: number;
}

/** What was written since an instant. `cutAt`: epoch ms; before it there was more than is read back. Infinity: nothing could be read. */
export interface Since {
  items: Item[];
  cutAt?: number;
}

export interface CommentedAccount {
  /** Epoch ms. */
  now(): number;
  /** The account's own, the newest first. Throws `NetworkError`. */
  posts(): Promise<Commented[]>;
  /** Under one of them, by others. Undefined: it is not there any more. Throws `NetworkError`. */
  commentsOn(post: string, since: number): Promise<Since | undefined>;
  /** Elsewhere, by others who name the account. Absent: the network does not tell. Throws `NetworkError`. */
  mentions?(since: number): Promise<Since>;
}

export function commentSource(account: CommentedAccount): Pick<Source, 'read'> {
  return {
    async read(cursor) {
      const now = account.now();
      if (cursor === undefined) return { items: [], cursor: JSON.stringify(begin(account, now)) };
      return readSince(account, cursorSchema.parse(JSON.parse(cursor)), now);
    },
  };
}

function begin({ mentions }: CommentedAccount, now: number): Cursor {
  return { begun: now, posts: {}, ...(mentions && { mentions: beginningAt(now) }) };
}

async function readSince(account: CommentedAccount, known: Cursor, now: number): Promise<Reading> {
  const posts = await account.posts();
  const places: Cursor['posts'] = {};
  for (const { id } of posts) if (known.posts[id]) places[id] = known.posts[id];
  const reads: Read[] = [];
  for (const { id, comments } of due(posts, known, now)) {
    const place = known.posts[id];
    const since = sinceOf(known.begun, place?.upTo);
    const found = (await account.commentsOn(id, since)) ?? { items: [] };
    reads.push({ ...found, since });
    const upTo = newestOf(found.items, place?.upTo ?? known.begun);
    places[id] = { upTo, lookedAt: now, ...(comments !== undefined && { comments }) };
  }
  const mentioned = await mentionsSince(account, known);
  if (mentioned) reads.push(mentioned);
  const cursor: Cursor = {
    ...begin(account, now),
    ...{ begun: known.begun, posts: places },
    ...(mentioned && { mentions: newestOf(mentioned.items, known.mentions ?? 0) }),
  };
  const gap = gapIn(reads, now);
  return { items: inOrder(reads), cursor: JSON.stringify(cursor), ...(gap && { gap }) };
}

/** Undefined: none are read yet. They may be read since later than the comments are. */
async function mentionsSince(account: CommentedAccount, known: Cursor): Promise<Read | undefined> {
  if (!account.mentions || known.mentions === undefined) return undefined;
  const since = sinceOf(known.begun, known.mentions);
  return { ...(await account.mentions(since)), since };
}

/** Those of the posts that are to be looked at now. */
function due(posts: Commented[], { posts: places }: Cursor, now: number): Commented[] {
  const waiting = posts.filter(({ id, comments }) => {
    const place = places[id];
    if (!place) return comments !== 0;
    // A count may stay the same where one comment came and another one went.
    return comments === undefined || comments !== place.comments || now - place.lookedAt >= ANYWAY;
  });
  const age = ({ id }: Commented) => places[id]?.lookedAt ?? 0;
  return waiting.sort((one, other) => age(one) - age(other)).slice(0, AT_ONCE);
}

/** Epoch ms; nothing of before it began, in whole seconds as networks tell times. */
function sinceOf(begun: number, upTo = begun): number {
  return Math.max(wholeSecond(begun), upTo - OVERLAP);
}

/** A place (epoch ms) from which nothing of before `now` is read. */
function beginningAt(now: number): number {
  return wholeSecond(now) + OVERLAP;
}

function wholeSecond(at: number): number {
  return Math.floor(at / 1_000) * 1_000;
}

function newestOf(items: Item[], least: number): number {
  return items.reduce((newest, { at }) => Math.max(newest, at), least);
}

/** Oldest first, each once: one that answers a post and names the account too is told as an answer. */
function inOrder(reads: Read[]): Item[] {
  const items = new Map<string, Item>();
  for (const item of reads.flatMap((read) => read.items)) if (!items.has(item.id)) items.set(item.id, item);
  return [...items.values()].sort((one, other) => one.at - other.at);
}

interface Read extends Since {
  since: number;
}

function gapIn(reads: Read[], now: number): Reading['gap'] {
  const cut = reads.flatMap(({ since, cutAt }) => (cutAt === undefined ? [] : [{ since, cutAt }]));
  if (cut.length === 0) return undefined;
  const to = Math.max(...cut.map(({ cutAt }) => cutAt));
  // Where nothing that was told could be read, all until now may be missing.
  return { from: Math.min(...cut.map(({ since }) => since)), to: Number.isFinite(to) ? to : now };
}

const place = z.object({ upTo: z.number(), lookedAt: z.number(), comments: z.number().optional() });
/** In epoch ms. */
const cursorSchema = z.object({
  begun: z.number(),
  posts: z.record(z.string(), place),
  /** Absent: they were not read until now. */
  mentions: z.number().optional(),
});
type Cursor = z.infer<typeof cursorSchema>;

/** Posts at one reading: each is a request. */
const AT_ONCE = 10;
/** Ms: what came in is not always listed at once, nor in order. */
const OVERLAP = 10 * 60_000;
/** Ms after which a post is looked at though its count says that nothing is new. */
const ANYWAY = 30 * 60_000;
