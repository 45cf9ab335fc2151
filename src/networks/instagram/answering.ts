/**
 * Answers to comments, in the name of the account. Instagram has two levels: what answers an answer stands under the comment
 * that both answer, and begins with the name of whom it is for, as Instagram's own app writes it.
 */
import { z } from 'zod';
import type { Finding } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import type { Answers } from '../../posts/answers.ts';
import type { GraphClient } from '../graph.ts';
import { instant } from '../graph-comments.ts';
import { pagesOf } from '../graph-pages.ts';
import { checkListed } from '../graph-read.ts';
import { answeredGone } from '../http.ts';
import {
  type Intent,
  type IsTaken,
  type Keep,
  type Message,
  NetworkError,
  type Published,
} from '../network.ts';
import { CLOCKS_DIFFER, pick } from '../read-back.ts';
import { type Likeness, textLikeness } from '../text-likeness.ts';
import { fromSchema, isOwn, type Own } from './own.ts';

export interface Answering {
  client: GraphClient;
  /** As it is now. */
  user(): Promise<Own>;
  isMissing(error: unknown): boolean;
}

export function addressing({ author }: Answers): string {
  return `${author.handle} `;
}

/**
 * `keep`: under which comment it will stand is known before it is sent, as what it answers may go alone. Throws
 * `NetworkError`, `refused` when what it answers is hidden, or not there any more.
 */
export async function answer(
  { client, isMissing }: Answering,
  text: string,
  answers: Answers,
  keep: Keep,
): Promise<Published> {
  try {
    const {
      id,
      parent_id: above,
      hidden,
      media,
    } = await client.call({
      ...{ method: 'GET', path: `/${answers.id}`, fields: { fields: ANSWERED } },
      result: answeredSchema,
    });
    if (hidden) throw hiddenComment();
    const place = above ?? id;
    await keep({ [PLACE]: place });
    const answered = await client.call({
      ...{ method: 'POST', path: `/${place}/replies`, effect: true, fields: { message: text } },
      result: z.object({ id: z.string().min(1) }),
    });
    return { id: answered.id, ...(media?.permalink && { url: media.permalink }) };
  } catch (error) {
    throw isMissing(error) ? answeredGone('Instagram', error) : error;
  }
}

/** Under the comment: by the account, in the same words, younger than the intent, and known of no other answer of ours. */
export async function findAnswer(
  { client, user, isMissing }: Answering,
  { text }: Message,
  intent: Intent,
  isTaken?: IsTaken,
): Promise<Published | undefined> {
  const place = intent.marks[PLACE];
  // Nothing was sent yet.
  if (place === undefined) return undefined;
  const own = await user();
  const likenessOf = (reply: Reply): Likeness => {
    // Times are told in whole seconds.
    const isYoung = Date.parse(reply.timestamp) >= intent.at - CLOCKS_DIFFER - 1_000;
    return isYoung && isOwn(reply, own) ? textLikeness(text, reply.text) : 'other';
  };
  try {
    const found = await pick(repliesTo(client, place), {
      ...{ network: 'Instagram', remedy: t('Look under the post.'), isTaken, likenessOf },
      idOf: ({ id }) => id,
    });
    return found && { id: found.id };
  } catch (error) {
    if (!isMissing(error)) throw error;
    // With that comment all goes that stands under it.
    await checkListed(client, `/${own.user_id}/media`);
    return undefined;
  }
}

export function checkAnswer({ images, video }: Message): Finding[] {
  if (images.length === 0 && !video) return [];
  return [
    {
      ...{ id: 'instagram.answers.media', level: 'error', field: 'media' },
      message: t('An answer to a comment on Instagram has text alone.'),
      remedy: t('Take the pictures or the video out.'),
    },
  ];
}

async function* repliesTo(client: GraphClient, comment: string): AsyncGenerator<Reply> {
  const fields = { fields: 'id,text,timestamp,username,from', limit: '50' };
  let pages = 0;
  for await (const { entries, isLast } of pagesOf(client, `/${comment}/replies`, fields)) {
    yield* entries.flatMap((one) => replySchema.safeParse(one).data ?? []);
    pages += 1;
    if (pages >= MOST_PAGES && !isLast) throw tooMany();
  }
}

function hiddenComment(): NetworkError {
  return new NetworkError('refused', t('Instagram takes no answer to a comment that is hidden.'), {
    remedy: t('Show the comment there and press Retry, or cancel it.'),
  });
}

function tooMany(): NetworkError {
  return new NetworkError('unreachable', t('Instagram: too many answers there to look through.'), {
    remedy: t('Look under the post.'),
  });
}

/** A mark: the comment under which it stands. */
const PLACE = 'under';
const MOST_PAGES = 10;

const ANSWERED = 'parent_id,hidden,media{permalink}';
const answeredSchema = z.object({
  id: z.string().min(1),
  parent_id: z.string().min(1).optional(),
  hidden: z.boolean().optional().catch(undefined),
  media: z.object({ permalink: z.url().optional() }).optional().catch(undefined),
});
const replySchema = z.object({
  ...{ id: z.string().min(1), text: z.string().default(''), timestamp: instant },
  ...{ username: z.string().optional(), from: fromSchema },
});
type Reply = z.infer<typeof replySchema>;
