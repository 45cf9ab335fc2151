/**
 * What others write to a Bluesky account: its notifications of mentions, replies and quotes. They are told newest first,
 * without a "since", so pages are read back to what was read before, and a little beyond. Nothing is marked as seen: the
 * badge belongs to the people who share the account.
 */
import type { Agent } from '@atproto/api';
import { z } from 'zod';
import type { Author, Item } from '../../listening/item.ts';
import type { Reading, Source } from '../source.ts';
import type { BlueskySession } from './session.ts';

export function blueskySource(session: BlueskySession, now: () => number): Source {
  return {
    read: (cursor) => session.run(false, (agent) => readSince(agent, cursor, now())),
    lookUp: (ids) =>
      session.run(false, async (agent) => {
        if (ids.length === 0) return [];
        const { data } = await agent.app.bsky.feed.getPosts({ uris: ids });
        return data.posts.map((post) => itemOf('mention', post.author, post));
      }),
  };
}

async function readSince(agent: Agent, cursor: string | undefined, now: number): Promise<Reading> {
  // A cursor is the instant at which the newest that was read came in (ISO).
  if (cursor === undefined) return { items: [], cursor: new Date(now).toISOString() };
  const since = Date.parse(cursor) - OVERLAP;
  const found: Notification[] = [];
  let page: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const { data } = await agent.app.bsky.notification.listNotifications({
      ...{ limit: PAGE, reasons: ['mention', 'reply', 'quote'] },
      ...(page !== undefined && { cursor: page }),
    });
    const { notifications, cursor: next } = pageSchema.parse(data);
    const read = notifications.flatMap((one) => notificationIn(one) ?? []);
    found.push(...read.filter(({ indexedAt }) => Date.parse(indexedAt) >= since));
    const isRead = read.some(({ indexedAt }) => Date.parse(indexedAt) < since);
    if (isRead || !next || notifications.length === 0) return readingOf(agent, found, cursor);
    page = next;
  }
  // Of what nobody can read, nothing tells how old it is.
  const oldest = found.length === 0 ? now : Math.min(...found.map(({ indexedAt }) => Date.parse(indexedAt)));
  return { ...(await readingOf(agent, found, cursor)), gap: { from: since, to: oldest } };
}

async function readingOf(agent: Agent, found: Notification[], cursor: string): Promise<Reading> {
  const newest = found.reduce((latest, { indexedAt }) => (indexedAt > latest ? indexedAt : latest), cursor);
  const followers = await followersOf(
    agent,
    found.map(({ author }) => author.did),
  );
  // Told newest first; of one instant the order stays.
  const items = found
    .toReversed()
    .map(({ reason, author, ...post }) =>
      itemOf(reason, { ...author, followers: followers.get(author.did) }, post),
    )
    .sort((one, other) => one.at - other.at);
  return { items, cursor: newest };
}

/** How many follow whom. It is a kindness of the card: where it cannot be told, it is left out. */
async function followersOf(agent: Agent, dids: string[]): Promise<Map<string, number>> {
  const actors = [...new Set(dids)].slice(0, MOST_PROFILES);
  if (actors.length === 0) return new Map();
  try {
    const { data } = await agent.app.bsky.actor.getProfiles({ actors });
    return new Map(
      data.profiles.flatMap(({ did, followersCount }) =>
        followersCount === undefined ? [] : [[did, followersCount]],
      ),
    );
  } catch {
    return new Map();
  }
}

function itemOf(
  kind: Item['kind'],
  { did, handle, displayName, followers }: z.infer<typeof authorSchema> & { followers?: number },
  { uri, record }: { uri: string; record: unknown },
): Item {
  const { text, createdAt, langs, reply, embed } = postSchema.parse(record);
  const author: Author = {
    ...{ id: did, name: displayName || handle, handle: `@${handle}`, url: `https://bsky.app/profile/${did}` },
    ...(followers !== undefined && { followers }),
  };
  return {
    ...{ id: uri, kind, author, text, at: Date.parse(createdAt), audience: 'public' as const },
    url: `https://bsky.app/profile/${did}/post/${uri.slice(uri.lastIndexOf('/') + 1)}`,
    thread: reply?.root.uri ?? uri,
    ...(langs?.[0] && { language: langs[0] }),
    ...(reply && { inReplyTo: reply.parent.uri }),
    ...(embed?.images && { attachments: embed.images.length }),
  };
}

const PAGE = 100;
const MOST_PAGES = 10;
const MOST_PROFILES = 25;
/** ms: what comes in does not always come in order. */
const OVERLAP = 10 * 60_000;

const instant = z.string().refine((value) => !Number.isNaN(Date.parse(value)));
const authorSchema = z.object({ did: z.string(), handle: z.string(), displayName: z.string().optional() });
const postSchema = z.object({
  text: z.string(),
  createdAt: instant,
  langs: z.array(z.string()).optional().catch(undefined),
  reply: z
    .object({ root: z.object({ uri: z.string() }), parent: z.object({ uri: z.string() }) })
    .optional()
    .catch(undefined),
  embed: z
    .object({ images: z.array(z.unknown()).optional().catch(undefined) })
    .optional()
    .catch(undefined),
});
const notification = z.object({
  uri: z.string(),
  reason: z.enum(['mention', 'reply', 'quote']),
  author: authorSchema,
  record: z.unknown(),
  indexedAt: instant,
});
type Notification = z.infer<typeof notification>;
const pageSchema = z.object({ cursor: z.string().optional(), notifications: z.array(z.unknown()) });

/** Lists are open: a reason that nobody knew is none of ours, and a record that is no post neither. */
function notificationIn(value: unknown): Notification | undefined {
  const { data } = notification.safeParse(value);
  return data && postSchema.safeParse(data.record).success ? data : undefined;
}
