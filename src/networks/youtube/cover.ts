/**
 * The cover of a video, given while nobody sees either. The same twice does no harm. YouTube refuses it of channels that are
 * not verified and where the quota is used up: then the video is shown without, and what is missing is told.
 */
import { t } from '../../kit/t.ts';
import { type Marks, type Message, NetworkError, type Published } from '../network.ts';
import type { YouTubeClient } from './client.ts';
import { isForbidden } from './errors.ts';

interface Giving {
  client: YouTubeClient;
  message: Message;
  marks: Marks;
  /** With all marks that there were. */
  note(marks: Marks): Promise<void>;
}

/** Of a video that is not shown yet. Throws `NetworkError` where it is worth another try. */
export async function giveCover(giving: Giving, id: string): Promise<void> {
  const { client, message, marks, note } = giving;
  if (!message.cover || marks[COVER] === id) return;
  const { contentType, bytes } = message.cover;
  try {
    await client.ask({
      ...{ method: 'POST', path: `${SET}&videoId=${encodeURIComponent(id)}`, statuses: [200] },
      ...{ headers: { 'content-type': contentType }, bytes: Uint8Array.from(bytes) },
    });
    await note({ ...NO_COVER, [COVER]: id });
  } catch (error) {
    await goOnWithout(giving, error);
  }
}

/** A word of YouTube's is enough; what did not get through is tried again, a few times. */
async function goOnWithout({ marks, note }: Giving, error: unknown): Promise<void> {
  if (!(error instanceof NetworkError) || error.reason === 'lost') throw error;
  const isRefused = ['refused', 'rate_limited'].includes(error.reason) || isForbidden(error);
  const tries = Number(marks[TRIES] || 0) + 1;
  if (!isRefused && (error.reason !== 'unreachable' || tries < MOST_TRIES)) {
    if (error.reason === 'unreachable') await note({ [TRIES]: String(tries) });
    throw error;
  }
  const isUnverified = error.reason === 'unauthorized';
  const verify = isUnverified ? t('A channel must be verified for it (youtube.com/verify).') : '';
  await note({ [WHY]: `${error.message} ${verify}`.trim() });
}

/** With what is told of its cover, where YouTube did not take it. */
export function withCover(published: Published, { [WHY]: why = '' }: Marks): Published {
  if (why === '') return published;
  return { ...published, shortfall: t('The cover is missing: {why} Set it in YouTube Studio.', { why }) };
}

const SET = '/upload/youtube/v3/thumbnails/set?uploadType=media';
/** The video that has it. */
const COVER = 'cover';
const WHY = 'cover_refused';
const TRIES = 'cover_tries';
export const NO_COVER = { [COVER]: '', [WHY]: '', [TRIES]: '' };
const MOST_TRIES = 3;
