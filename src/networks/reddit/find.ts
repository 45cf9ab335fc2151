/**
 * Reads back what the account posted for the post of an intent: the same title in the same community, the same text or the
 * same link, not taken down, younger than the intent (less the difference that two clocks may have), and known of no
 * other post of ours. That Reddit takes the same link twice is no protection any more.
 */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import { type Intent, type IsTaken, type Message, NetworkError } from '../network.ts';
import { CLOCKS_DIFFER, plain, plainAddress, theOneThatFits } from '../read-back.ts';
import type { RedditClient } from './client.ts';
import { COMMUNITY, LINK, TITLE } from './fields.ts';

const postSchema = z.object({
  ...{ name: z.string().min(1), title: z.string(), subreddit: z.string(), created_utc: z.number() },
  ...{ selftext: z.string().default(''), url: z.string().default(''), permalink: z.string().default('') },
  is_self: z.boolean().default(true),
});
export type RedditPost = z.infer<typeof postSchema>;
const listing = z.object({
  data: z.object({ after: z.string().nullish(), children: z.array(z.object({ data: postSchema })) }),
});

/** Throws when it cannot be told which one it is. `person`: the account's name. */
export async function findPost(
  { client, person }: { client: RedditClient; person: string },
  message: Message,
  intent: Intent,
  isTaken?: IsTaken,
): Promise<RedditPost | undefined> {
  return theOneThatFits(
    {
      posts: submitted(client, person, intent),
      idOf: ({ name }) => name,
      fits: (post) => isOf(post, message, intent),
      twice: () => unsure(t('Reddit: two posts there say the same.')),
    },
    isTaken,
  );
}

/** Newest first. */
async function* submitted(client: RedditClient, person: string, intent: Intent): AsyncGenerator<RedditPost> {
  let after: string | null | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = new URLSearchParams({ sort: 'new', limit: '100', ...(after && { after }) });
    const path = `/user/${encodeURIComponent(person)}/submitted?${query}`;
    const { data } = await client.call({ path, answer: listing });
    const posts = data.children.map((child) => child.data);
    yield* posts;
    const last = posts.at(-1);
    after = data.after;
    if (!after || !last || !isSince(last, intent)) return;
  }
  throw unsure(t('Reddit: too many posts since then to look through.'));
}

function isOf(post: RedditPost, { text, fields = {} }: Message, intent: Intent): boolean {
  const link = fields[LINK];
  return (
    isSince(post, intent) &&
    post.subreddit.toLowerCase() === (fields[COMMUNITY] ?? '').toLowerCase() &&
    plain(post.title) === plain(fields[TITLE]) &&
    (link === undefined
      ? post.is_self && plain(post.selftext) === plain(text)
      : !post.is_self && plainAddress(post.url) === plainAddress(link))
  );
}

function isSince({ created_utc }: RedditPost, { at }: Intent): boolean {
  return created_utc * 1_000 >= at - CLOCKS_DIFFER;
}

function unsure(message: string): NetworkError {
  return new NetworkError('unreachable', message, { remedy: t('Look at the account on Reddit.') });
}

const MOST_PAGES = 5;
