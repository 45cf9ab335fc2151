/**
 * Reads the account's own posts back for that of an intent: it says the same (../text-likeness.ts), has as many pictures,
 * answers the same, is younger than the intent (less the difference that two clocks may have), and is known of no other
 * post of ours.
 */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import { type Intent, type IsTaken, type Message, NetworkError } from '../network.ts';
import { CLOCKS_DIFFER, pick } from '../read-back.ts';
import { type Likeness, textLikeness } from '../text-likeness.ts';
import type { XClient } from './client.ts';
import { idBefore, parentOf } from './post.ts';
import {
  picturesOf,
  repliesTo,
  SHOWN_FIELDS,
  type Shown,
  shownSchema,
  videosOf,
  writtenIn,
} from './shown.ts';

export interface Place {
  client: XClient;
  /** Whose posts. */
  user: string;
}

/** Its id; undefined: it is not in the list. Throws when it cannot be told which one it is. */
export async function findPost(
  place: Place,
  message: Message,
  intent: Intent,
  isTaken?: IsTaken,
): Promise<string | undefined> {
  const found = await pick(await postsSince(place, intent.at - CLOCKS_DIFFER), {
    ...{ network: 'X', remedy: LOOK, isTaken },
    idOf: ({ id }) => id,
    likenessOf: await likenessTo(message),
  });
  return found?.id;
}

/** A post that says the same, and is older than the intent: X refuses a text again for a while. */
export async function olderAlike(
  { client, user }: Place,
  message: Message,
  intent: Intent,
): Promise<{ older?: string; isThere: boolean }> {
  const { data } = await page(client, user, { max_results: String(LOOKED_BACK) });
  const likenessOf = await likenessTo(message);
  const alike = data.filter((post) => likenessOf(post) === 'same').map(({ id }) => BigInt(id));
  const since = BigInt(idBefore(intent.at - CLOCKS_DIFFER));
  const older = alike.find((id) => id <= since);
  return { isThere: alike.some((id) => id > since), ...(older !== undefined && { older: String(older) }) };
}

async function postsSince({ client, user }: Place, at: number): Promise<Shown[]> {
  const posts: Shown[] = [];
  let more: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const { data, next } = await page(client, user, {
      ...{ max_results: String(PAGE), since_id: idBefore(at) },
      ...(more && { pagination_token: more }),
    });
    posts.push(...data);
    if (!next) return posts;
    more = next;
  }
  throw new NetworkError('unreachable', t('X: too many posts since then to look through.'), { remedy: LOOK });
}

async function page(client: XClient, user: string, options: Record<string, string>) {
  const query = new URLSearchParams({ ...options, 'tweet.fields': SHOWN_FIELDS });
  const { data = [], meta } = await client.call({
    ...{ method: 'GET', path: `/2/users/${user}/tweets?${query}` },
    answer: listSchema,
  });
  return { data, next: meta.next_token };
}

async function likenessTo(message: Message): Promise<(post: Shown) => Likeness> {
  const { comparable } = await import('./text.ts');
  const text = comparable(message.text);
  return (post) => {
    const showsAsMuch =
      picturesOf(post) === message.images.length && videosOf(post) === (message.video ? 1 : 0);
    const fits = showsAsMuch && repliesTo(post) === parentOf(message);
    return fits ? textLikeness(text, comparable(writtenIn(post))) : 'other';
  };
}

const LOOK = t('Look at the account.');
const PAGE = 100;
const MOST_PAGES = 5;
/** Each is paid for. */
const LOOKED_BACK = 20;

/** Without posts it has no `data`, and says how many there are all the same. */
const listSchema = z.object({
  data: z.array(shownSchema).optional(),
  meta: z.object({ result_count: z.number(), next_token: z.string().optional() }),
});
