/**
 * Reads an account's own posts back. A post is taken for the intent's only if all of this holds:
 * it was made after the intent (less the difference that two clocks may have); by our application, where the instance
 * tells; it answers what the message answers; its media ids are ones that the intent kept; its source says the same
 * (../text-likeness.ts); and no other post of ours is known by its id.
 *
 * Other servers tell less: some name every application alike, give media other ids once they are attached, or have no
 * source (Pixelfed). There the pictures' descriptions, and the words of the HTML, have to do.
 */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import { type Intent, type IsTaken, type Message, NetworkError } from '../network.ts';
import { CLOCKS_DIFFER, pick } from '../read-back.ts';
import { type Likeness, textLikeness } from '../text-likeness.ts';
import type { MastodonClient } from './client.ts';
import { applicationSchema, type Status, sourceSchema, statusSchema } from './entities.ts';
import { countOf, mediaIdsOf } from './media.ts';
import { sameWords, wordsOf } from './words.ts';

interface Place {
  client: MastodonClient;
  accountId: string;
  isMastodon: boolean;
  isTaken?: IsTaken;
}

export async function findOwn(place: Place, message: Message, intent: Intent): Promise<Status | undefined> {
  const { client, accountId, isMastodon, isTaken } = place;
  const recent = await since(client, accountId, intent.at - CLOCKS_DIFFER);
  const alike = recent.filter((status) => answersTheSame(status, message)).reverse();
  const certain = alike.filter((status) => hasMedia(status, message, intent));
  const likely = isMastodon ? [] : alike.filter((status) => describesTheSame(status, message));
  const candidates = [...new Set([...certain, ...likely])];
  if (candidates.length === 0) return undefined;
  const application = isMastodon ? await ownApplication(client) : undefined;
  const rated = ratedBy(
    client,
    message,
    candidates.filter((status) => isBy(status, application)),
  );
  const found = await pick(rated, {
    ...{ network: 'Mastodon', remedy: t('Look at the account.'), isTaken },
    idOf: ({ status }) => status.id,
    likenessOf: ({ likeness }) => likeness,
  });
  return found?.status;
}

async function* ratedBy(client: MastodonClient, message: Message, statuses: Status[]) {
  for (const status of statuses) yield { status, likeness: await likenessTo(client, status, message) };
}

const PAGE = 40;
const MOST_PAGES = 10;

/** Newest first. Throws when the account posted more than can be looked through: then nothing can be said. */
async function since(client: MastodonClient, accountId: string, instant: number): Promise<Status[]> {
  const found: Status[] = [];
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = await pageBefore(client, accountId, found.at(-1)?.id);
    const recent = page.filter((status) => Date.parse(status.created_at) >= instant);
    found.push(...recent);
    if (recent.length < page.length || page.length === 0) return found;
  }
  throw tooMany();
}

/** A short page proves nothing: an instance may leave out what the account has hidden. */
function pageBefore(client: MastodonClient, accountId: string, id: string | undefined): Promise<Status[]> {
  const query = new URLSearchParams({
    ...{ limit: String(PAGE), exclude_reblogs: 'true' },
    ...(id !== undefined && { max_id: id }),
  });
  const path = `/api/v1/accounts/${encodeURIComponent(accountId)}/statuses?${query}`;
  return client.call({ method: 'GET', path, answer: z.array(statusSchema) });
}

function tooMany(): NetworkError {
  return new NetworkError('unreachable', t('Mastodon: too many posts since then to look through.'), {
    remedy: t('Look at the account.'),
  });
}

function hasMedia(status: Status, message: Message, intent: Intent): boolean {
  const kept = mediaIdsOf(message, intent);
  const isKept = kept.length === 0 || status.media_attachments.every(({ id }) => kept.includes(id));
  return isKept && hasTheSameKind(status, message);
}

/** As many, and no picture for a video; what moves without a sound may be either. */
function hasTheSameKind({ media_attachments: attached }: Status, message: Message): boolean {
  const other = message.video ? 'image' : 'video';
  return attached.length === countOf(message) && attached.every(({ type }) => type !== other);
}

function describesTheSame(status: Status, message: Message): boolean {
  const given = message.video ? [message.video] : message.images;
  const describes = ({ description }: { description?: string | null | undefined }, index: number) =>
    sameWords(description ?? '', given[index]?.alt ?? '');
  return hasTheSameKind(status, message) && status.media_attachments.every(describes);
}

async function likenessTo(client: MastodonClient, status: Status, { text }: Message): Promise<Likeness> {
  const path = `/api/v1/statuses/${encodeURIComponent(status.id)}/source`;
  try {
    return textLikeness(text, (await client.call({ method: 'GET', path, answer: sourceSchema })).text);
  } catch (error) {
    // Not the post itself: it was listed just now.
    if (!(error instanceof NetworkError) || error.reason !== 'refused') throw error;
    const words = wordsOf(status.content ?? '');
    return sameWords(words, text) ? 'same' : textLikeness(text, words);
  }
}

/** An instance that does not tell what it answers may be one that lost the post before it. */
function answersTheSame({ in_reply_to_id: answered }: Status, { thread, answers }: Message): boolean {
  return !answered || answered === (answers?.id ?? thread?.parent.id);
}

async function ownApplication(client: MastodonClient): Promise<string | undefined> {
  try {
    const path = '/api/v1/apps/verify_credentials';
    return (await client.call({ method: 'GET', path, answer: applicationSchema })).name;
  } catch (error) {
    // Tokens of some servers may not ask for it, and some do not know it.
    if (error instanceof NetworkError && /^(?:unauthorized|refused)$/.test(error.reason)) return undefined;
    throw error;
  }
}

function isBy(status: Status, application: string | undefined): boolean {
  const name = status.application?.name;
  return application === undefined || !name || name === application;
}
