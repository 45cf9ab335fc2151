/**
 * Answers to comments, in the name of the channel. A thread has two levels: what answers an answer stands in its thread, and
 * begins with the name of whom it is for, as YouTube's own page writes it.
 */
import { z } from 'zod';
import type { Finding } from '../../kit/finding.ts';
import { t } from '../../kit/t.ts';
import type { Answers } from '../../posts/answers.ts';
import { answeredGone, goneError } from '../http.ts';
import type { Reading } from '../live.ts';
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
import type { YouTubeClient } from './client.ts';
import { addressOf, answersTo, COMMENTS, type Comment, commentsOf, saidIn } from './comments.ts';
import { isClosed, isMissing } from './errors.ts';

export interface Answering {
  client: YouTubeClient;
  /** Its id. */
  channel(): Promise<string>;
}

/** An answer's id begins with that of its thread and a dot; a video's has none. */
export function isAnswer({ id }: Pick<Published, 'id'>): boolean {
  return id.includes('.');
}

/** Who began the thread is told of what stands in it. */
export function addressing(answers: Answers): string {
  return isAnswer(answers) ? `${answers.author.handle} ` : '';
}

/**
 * `keep`: the thread is known before anything is sent, as what it answers may go alone. Throws `NetworkError`, `refused` when
 * what it answers is not there any more.
 */
export async function answer(
  client: YouTubeClient,
  text: string,
  answers: Answers,
  keep: Keep,
): Promise<Published> {
  const [answered] = await commentsOf(client, [answers.id]);
  if (!answered) throw answeredGone('YouTube');
  const thread = answered.snippet.parentId ?? answered.id;
  await keep({ [THREAD]: thread });
  try {
    const json = { snippet: { parentId: thread, textOriginal: text } };
    const request = { method: 'POST' as const, path: `${COMMENTS}?part=snippet`, json, statuses: [200] };
    const { id } = await client.call({ ...request, effect: true }, writtenSchema);
    return publishedIn(answers, id);
  } catch (error) {
    if (isClosed(error)) throw closed(error);
    throw isMissing(error) ? answeredGone('YouTube', error) : error;
  }
}

/** In the thread: by the channel, in the same words, younger than the intent, and known of no other answer of ours. */
export async function findAnswer(
  { client, channel }: Answering,
  { message: { text }, answers, intent }: { message: Message; answers: Answers; intent: Intent },
  isTaken?: IsTaken,
): Promise<Published | undefined> {
  const thread = intent.marks[THREAD];
  // Nothing was sent yet.
  if (thread === undefined) return undefined;
  const own = await channel();
  const likenessOf = (one: Comment): Likeness => {
    const { authorChannelId: by, publishedAt } = one.snippet;
    const isOurs = by?.value === own && Date.parse(publishedAt) >= intent.at - CLOCKS_DIFFER;
    return isOurs ? textLikeness(text, saidIn(one)) : 'other';
  };
  try {
    const found = await pick(standingIn(client, thread), {
      ...{ network: 'YouTube', remedy: t('Look under the video.'), isTaken, likenessOf },
      idOf: ({ id }) => id,
    });
    return found && publishedIn(answers, found.id);
  } catch (error) {
    // With the thread all goes that stands in it.
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Which video it is under is told of what began a thread alone. */
function publishedIn(answers: Answers, id: string): Published {
  const video = isAnswer(answers) || answers.thread === answers.id ? undefined : answers.thread;
  return { id, ...(video !== undefined && { url: addressOf(video, id) }) };
}

export async function readAnswer(client: YouTubeClient, { id }: Published): Promise<Reading> {
  const [found] = await commentsOf(client, [id]);
  return found ? { text: saidIn(found) } : { gone: '' };
}

export async function editAnswer(
  client: YouTubeClient,
  published: Published,
  text: string,
): Promise<Published> {
  try {
    const json = { id: published.id, snippet: { textOriginal: text } };
    const request = { method: 'PUT' as const, path: `${COMMENTS}?part=snippet`, json, statuses: [200] };
    await client.call({ ...request, effect: true }, writtenSchema);
    return published;
  } catch (error) {
    throw isMissing(error) ? goneError('YouTube', error) : error;
  }
}

export function checkAnswer({ images, video }: Message): Finding[] {
  if (images.length === 0 && !video) return [];
  return [
    {
      ...{ id: 'youtube.answers.media', level: 'error', field: 'media' },
      message: t('An answer to a comment on YouTube has text alone.'),
      remedy: t('Take the pictures or the video out.'),
    },
  ];
}

async function* standingIn(client: YouTubeClient, thread: string): AsyncGenerator<Comment> {
  let pages = 0;
  for await (const { comments, isLast } of answersTo(client, thread)) {
    yield* comments;
    pages += 1;
    if (pages >= MOST_PAGES && !isLast) throw tooMany();
  }
}

function closed(error: NetworkError): NetworkError {
  return new NetworkError('refused', error.message, {
    remedy: t('Switch comments on under the video (YouTube Studio) and press Retry, or cancel it.'),
    cause: error,
  });
}

function tooMany(): NetworkError {
  return new NetworkError('unreachable', t('YouTube: too many answers there to look through.'), {
    remedy: t('Look under the video.'),
  });
}

/** A mark: the comment that began the thread. */
const THREAD = 'thread';
const MOST_PAGES = 10;
const writtenSchema = z.object({ kind: z.string(), id: z.string().min(1) });
