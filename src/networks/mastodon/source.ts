/**
 * What others write to a Mastodon account: its notifications of mentions (answers are mentions too) and quotes. `min_id`
 * pages upward from what was read last, so nothing between is skipped. The account's own filters hold: what its policy
 * drops is not told here, and of what it holds back only how much that is.
 */
import { z } from 'zod';
import type { Item } from '../../listening/item.ts';
import type { Reading, Source } from '../source.ts';
import { AUDIENCE, visibilitySchema } from './answering.ts';
import type { MastodonClient } from './client.ts';
import { id } from './entities.ts';
import { isMissing } from './errors.ts';
import { plainText } from './plain-text.ts';
import { withheldBy } from './policy.ts';

export function mastodonSource(client: MastodonClient): Source {
  return {
    read: (cursor) => (cursor === undefined ? begin(client) : readSince(client, cursor)),
    async lookUp(ids) {
      const found = await Promise.all(ids.map((id) => statusOf(client, id)));
      return found.flatMap((status) => (status ? [itemOf('mention', status)] : []));
    },
    withheld: () => withheldBy(client),
  };
}

/** The cursor is the id of the newest notification that was read; `0` where there is none yet. */
async function begin(client: MastodonClient): Promise<Reading> {
  const [newest] = await page(client, { limit: '1' });
  return { items: [], cursor: idOf(newest) ?? '0' };
}

async function readSince(client: MastodonClient, cursor: string): Promise<Reading> {
  const items: Item[] = [];
  let newest = cursor;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    // Newest first, also when paging upward.
    const found = (await page(client, { limit: String(PAGE), min_id: newest })).reverse();
    items.push(...found.flatMap((one) => itemIn(one) ?? []));
    newest = idOf(found.at(-1)) ?? newest;
    if (found.length === 0) break;
  }
  // What is left is read next time: the cursor stands where reading stopped.
  return { items, cursor: newest };
}

function page(client: MastodonClient, options: Record<string, string>): Promise<unknown[]> {
  const query = new URLSearchParams(options);
  for (const type of ['mention', 'quote']) query.append('types[]', type);
  return client.call({ method: 'GET', path: `/api/v1/notifications?${query}`, answer: z.array(z.unknown()) });
}

async function statusOf(client: MastodonClient, id: string) {
  try {
    const path = `/api/v1/statuses/${encodeURIComponent(id)}`;
    return await client.call({ method: 'GET', path, answer: saidSchema });
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function idOf(notification: unknown): string | undefined {
  return z.object({ id }).safeParse(notification).data?.id;
}

/** A type that was not asked for, or a status that is none, is left out. */
function itemIn(value: unknown): Item | undefined {
  const { data } = notificationSchema.safeParse(value);
  if (!data) return undefined;
  const { type, status } = data;
  const kind = type === 'quote' ? 'quote' : status.in_reply_to_id ? 'reply' : 'mention';
  return itemOf(kind, status);
}

function itemOf(kind: Item['kind'], status: z.infer<typeof saidSchema>): Item {
  const { account, language, spoiler_text: warning, in_reply_to_id: inReplyTo, edited_at: editedAt } = status;
  const where = status.url ?? status.uri ?? undefined;
  return {
    ...{ id: status.id, kind, text: plainText(status.content ?? ''), at: Date.parse(status.created_at) },
    author: {
      ...{ id: account.id, name: account.display_name || account.username, handle: handleOf(account) },
      ...(account.url !== undefined && { url: account.url }),
      isBot: account.bot,
      ...(account.followers_count !== undefined && { followers: account.followers_count }),
    },
    ...(where !== undefined && { url: where }),
    audience: AUDIENCE[status.visibility],
    // A server tells the parent, and not what began it all.
    thread: inReplyTo ?? status.id,
    ...(language && { language }),
    ...(warning && { warning }),
    ...(inReplyTo && { inReplyTo }),
    ...(editedAt && { editedAt: Date.parse(editedAt) }),
    ...(status.media_attachments.length > 0 && { attachments: status.media_attachments.length }),
  };
}

/** `acct` has no host for people of the same server; with it, the name reaches them from anywhere. */
function handleOf({ acct, url }: z.infer<typeof accountSchema>): string {
  return acct.includes('@') || url === undefined ? `@${acct}` : `@${acct}@${new URL(url).host}`;
}

const PAGE = 40;
const MOST_PAGES = 20;

const instant = z.string().refine((value) => !Number.isNaN(Date.parse(value)));
/** Of who was suspended or left, and at other servers, some is missing: what they wrote is told all the same. */
const accountSchema = z.object({
  id,
  username: z.string(),
  acct: z.string(),
  display_name: z.string().catch(''),
  url: z.url().optional().catch(undefined),
  bot: z.boolean().catch(false),
  followers_count: z.number().optional().catch(undefined),
});
const saidSchema = z.object({
  id,
  content: z.string().nullish(),
  created_at: instant,
  edited_at: instant.nullish().catch(undefined),
  account: accountSchema,
  url: z.string().nullish(),
  uri: z.string().nullish(),
  visibility: visibilitySchema,
  language: z.string().nullish(),
  spoiler_text: z.string().catch(''),
  in_reply_to_id: id.nullish(),
  media_attachments: z.array(z.unknown()).catch([]),
});
const notificationSchema = z.object({ type: z.enum(['mention', 'quote']), status: saidSchema });
