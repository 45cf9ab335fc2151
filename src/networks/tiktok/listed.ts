/** What everybody may find of an account: single posts by their ids, and the list of the newest. */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import type { Live } from '../live.ts';
import { type Intent, type IsTaken, type Message, NetworkError, type Published } from '../network.ts';
import { CLOCKS_DIFFER, pick } from '../read-back.ts';
import { type Likeness, least, textLikeness } from '../text-likeness.ts';
import type { TikTokClient } from './client.ts';
import { ONLY_ME, TITLE } from './fields.ts';
import { HANDED_AT, USERNAME } from './marks.ts';
import { kindOf, publishedOf, wantedPrivacy } from './post.ts';

const count = z.number().int().min(0).optional().catch(undefined);
const videoSchema = z.object({
  ...{ id: z.union([z.string(), z.number()]).transform(String), create_time: z.number().optional() },
  ...{ video_description: z.string().default(''), title: z.string().default('') },
  duration: count,
  ...{ like_count: count, comment_count: count, share_count: count },
});
export type Listed = z.infer<typeof videoSchema>;
const listSchema = z.object({ videos: z.array(videoSchema).nullish() });

/** By their ids, in any order; those that it does not show are left out. Throws `NetworkError`. */
export async function postsBy(client: TikTokClient, ids: readonly string[]): Promise<Listed[]> {
  const found: Listed[] = [];
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const json = { filters: { video_ids: ids.slice(from, from + AT_ONCE) } };
    const path = `/v2/video/query/?fields=${FIELDS}`;
    found.push(...((await client.ask({ path, json, data: listSchema })).videos ?? []));
  }
  return found;
}

/** As people read it there. Of pictures that have a title, that is told by itself. */
export function shownOf(post: Listed, fields: Record<string, string> = {}): Live {
  const { video_description: description, title } = post;
  const isTitled = !isVideo(post) && Boolean(fields[TITLE]);
  return isTitled ? { text: description, fields: { [TITLE]: title } } : { text: description || title };
}

function isVideo({ duration = 0 }: Listed): boolean {
  return duration > 0;
}

/**
 * Pictures whose answer was lost, and with it their `publish_id`. That they are not listed says nothing: a list lags by as long
 * as TikTok looks at a post, and shows nothing of what is not for everybody. Then a person is asked. Throws `NetworkError`.
 */
export async function findListed(
  client: TikTokClient,
  { message, intent, isTaken }: { message: Message; intent: Intent; isTaken: IsTaken | undefined },
  now: number,
): Promise<Published> {
  const path = `/v2/video/list/?fields=${FIELDS}`;
  const { videos } = await client.ask({ path, json: { max_count: AT_ONCE }, data: listSchema });
  const found = await pick(videos ?? [], {
    ...{ network: 'TikTok', remedy: LOOK, isTaken },
    idOf: ({ id }) => id,
    likenessOf: (post) => likenessTo(post, message, intent),
  });
  if (!found) throw notListed(message, now - Number(intent.marks[HANDED_AT]));
  const { [USERNAME]: username = '' } = intent.marks;
  return publishedOf({ publishId: '', post: found.id }, kindOf(message), username);
}

/** Without any words there is nothing that tells it from another one. */
function likenessTo(post: Listed, message: Message, { at }: Intent): Likeness {
  // Times are told in whole seconds.
  const isSince = (post.create_time ?? 0) * 1_000 >= at - CLOCKS_DIFFER;
  if (!isSince || isVideo(post) !== Boolean(message.video)) return 'other';
  const { text, fields = {} } = message;
  const { text: caption = '', fields: shown = {} } = shownOf(post, fields);
  const title = fields[TITLE] ?? '';
  const likeness = least(
    textLikeness(text, caption),
    TITLE in shown ? textLikeness(title, shown[TITLE] ?? '') : 'same',
  );
  return `${text}${title}`.trim() === '' ? least(likeness, 'near') : likeness;
}

/** `since`: ms. */
function notListed(message: Message, since: number): NetworkError {
  const words = t('TikTok: the answer was lost, and no such post is listed there.');
  const mayCome = wantedPrivacy(message) !== ONLY_ME && since < LISTED_WITHIN;
  return mayCome
    ? new NetworkError('unreachable', words, { retryAfter: 60_000, remedy: LOOK })
    : new NetworkError('refused', words, { remedy: LOOK });
}

const FIELDS = 'id,create_time,duration,video_description,title,like_count,comment_count,share_count';
const AT_ONCE = 20;
/** Ms; most are listed within minutes. */
const LISTED_WITHIN = 10 * 60_000;
const LOOK = t('Look at the account in the TikTok app.');
