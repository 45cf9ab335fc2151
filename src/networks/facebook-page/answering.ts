/** Answers to comments, in the name of the page: each is a comment under the one that it answers. */
import { z } from 'zod';
import type { Finding } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import type { Answers } from '../../posts/answers.ts';
import type { GraphClient } from '../graph.ts';
import { instant } from '../graph-comments.ts';
import { answeredGone } from '../http.ts';
import type { Intent, IsTaken, Message, Published } from '../network.ts';
import { CLOCKS_DIFFER, pick } from '../read-back.ts';
import { textLikeness } from '../text-likeness.ts';
import { isGone } from './errors.ts';

export interface Answering {
  client: GraphClient;
  page: string;
}

/** Throws `NetworkError`, `refused` when what it answers is not there any more. */
export async function answer({ client }: Answering, text: string, answers: Answers): Promise<Published> {
  try {
    const { id } = await client.call({
      ...{ method: 'POST', path: `/${answers.id}/comments`, effect: true, fields: { message: text } },
      result: z.object({ id: z.string().min(1) }),
    });
    return publishedAnswer(id);
  } catch (error) {
    throw isGone(error) ? answeredGone('Facebook', error) : error;
  }
}

/** Under what it answers: by the page, in the same words, younger than the intent, and known of no other answer of ours. */
export async function findAnswer(
  { client, page }: Answering,
  { message, answers, intent }: { message: Message; answers: Answers; intent: Intent },
  isTaken?: IsTaken,
): Promise<Published | undefined> {
  const since = Math.floor((intent.at - CLOCKS_DIFFER) / 1_000);
  try {
    const { data } = await client.call({
      ...{ method: 'GET', path: `/${answers.id}/comments` },
      fields: {
        ...{ fields: 'id,message,created_time,from', order: 'reverse_chronological' },
        ...{ since: String(since), limit: '100' },
      },
      result: z.object({ data: z.array(commentSchema) }),
    });
    const found = await pick(data, {
      ...{ network: 'Facebook', remedy: t('Look at the page.'), isTaken },
      idOf: ({ id }) => id,
      likenessOf: ({ from, message: said, created_time }) => {
        const isOurs = from?.id === page && Date.parse(created_time) >= since * 1_000;
        return isOurs ? textLikeness(message.text, said) : 'other';
      },
    });
    return found && publishedAnswer(found.id);
  } catch (error) {
    // With what it answers it is gone.
    if (isGone(error)) return undefined;
    throw error;
  }
}

export function checkAnswer({ answers, images, video }: Message): Finding[] {
  if (!answers || (images.length === 0 && !video)) return [];
  return [
    {
      ...{ id: 'facebook-page.answers.media', level: 'error', field: 'media' },
      message: t('An answer to a comment on Facebook has text alone here.'),
      remedy: t('Take the pictures or the video out.'),
    },
  ];
}

/** A post's id begins with its page's, and a comment's with its post's. */
export function isAnswer({ id }: Pick<Published, 'id'>, page: string): boolean {
  return id.includes('_') && !id.startsWith(`${page}_`);
}

function publishedAnswer(id: string): Published {
  return { id, url: `https://www.facebook.com/${id}` };
}

const commentSchema = z.object({
  ...{ id: z.string().min(1), message: z.string().default(''), created_time: instant },
  from: z.object({ id: z.string() }).optional().catch(undefined),
});
