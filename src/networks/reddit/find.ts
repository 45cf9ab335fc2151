/**
 * Reads back what the account posted for the post of an intent: the same title in the same community, the same text or the
 * same link, or a video (../text-likeness.ts), not taken down, younger than the intent (less the difference that two clocks may have),
 * and known of no other post of ours. That Reddit takes the same link twice is no protection any more.
 */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import { type Intent, type IsTaken, type Message, NetworkError } from '../network.ts';
import { CLOCKS_DIFFER, pick } from '../read-back.ts';
import { type Likeness, least, linkLikeness, textLikeness } from '../text-likeness.ts';
import type { RedditClient } from './client.ts';
import { COMMUNITY, LINK, TITLE } from './fields.ts';

const postSchema = z.object({
  ...{ name: z.string().min(1), title: z.string(), subreddit: z.string(), created_utc: z.number() },
  ...{ selftext: z.string().default(''), url: z.string().default(''), permalink: z.string().default('') },
  is_self: z.boolean().default(true),
  is_video: z.boolean().default(false),
});
export type RedditPost = z.infer<typeof postSchema>;
const listing = z.object({
  data: z.object({ after: z.string().nullish(), children: z.array(z.object({ data: postSchema })) }),
});

/** Throws when it cannot be told which one it is. `person`: the account's name. */
export function findPost(
  { client, person }: { client: RedditClient; person: string },
  message: Message,
  intent: Intent,
  isTaken?: IsTaken,
): Promise<RedditPost | undefined> {
  return pick(submitted(client, person, intent), {
    ...{ network: 'Reddit', remedy: LOOK, isTaken },
    idOf: ({ name }) => name,
    likenessOf: (post) => likenessTo(post, message, intent),
  });
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
  throw new NetworkError('unreachable', t('Reddit: too many posts since then to look through.'), {
    remedy: LOOK,
  });
}

function likenessTo(post: RedditPost, { text, video, fields = {} }: Message, intent: Intent): Likeness {
  const link = fields[LINK];
  const isThere = post.subreddit.toLowerCase() === (fields[COMMUNITY] ?? '').toLowerCase();
  if (!isSince(post, intent) || !isThere || !isKind(post, { video, link })) return 'other';
  const title = textLikeness(fields[TITLE] ?? '', post.title);
  // What is shown of the text beside a video is not told.
  if (video) return title;
  return least(title, link === undefined ? textLikeness(text, post.selftext) : linkLikeness(link, post.url));
}

/** A link may lead to a video, and Reddit may show it as one. */
function isKind({ is_self, is_video }: RedditPost, wanted: { video?: unknown; link?: string }): boolean {
  if (wanted.video) return is_video;
  return wanted.link === undefined ? is_self && !is_video : !is_self;
}

function isSince({ created_utc }: RedditPost, { at }: Intent): boolean {
  return created_utc * 1_000 >= at - CLOCKS_DIFFER;
}

const LOOK = t('Look at the account on Reddit.');
const MOST_PAGES = 5;
