/**
 * The cover of a video, given while nobody sees either. The same twice does no harm. YouTube refuses it of channels that are
 * not verified and where the quota is used up: then the video is shown without, and what is missing is told. What passes is
 * waited for, as the video is not seen yet.
 */
import { t } from '../../kit/t.ts';
import {
  type Marks,
  type Message,
  NetworkError,
  type NetworkErrorReason,
  type Published,
} from '../network.ts';
import type { YouTubeClient } from './client.ts';
import { reasonForbidden } from './errors.ts';

interface Giving {
  client: YouTubeClient;
  message: Message;
  /** Epoch ms. */
  now: number;
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

/** Of what was refused for good, or lasts longer than anybody waits for a cover. Rethrows all else. */
async function goOnWithout({ now, marks, note }: Giving, error: unknown): Promise<void> {
  if (!(error instanceof NetworkError)) throw error;
  if (PASSING.includes(error.reason)) {
    const since = Number(marks[FAILED_AT] || now);
    if (!marks[FAILED_AT]) await note({ [FAILED_AT]: String(since) });
    if (now + (error.retryAfter ?? 0) < since + WAITED) throw error;
  } else if (error.reason !== 'refused' && reasonForbidden(error) === undefined) throw error;
  await note({ [WHY]: `${error.message} ${remedyOf(error)}`.trim() });
}

function remedyOf(error: NetworkError): string {
  const isUnverified = reasonForbidden(error) === UNVERIFIED;
  return isUnverified ? t('A channel must be verified for it (youtube.com/verify).') : error.remedy;
}

/** With what is told of its cover, where YouTube did not take it. */
export function withShortfall(published: Published, { [WHY]: why = '' }: Marks): Published {
  if (why === '') return published;
  return { ...published, shortfall: t('The cover is missing: {why} Set it in YouTube Studio.', { why }) };
}

const SET = '/upload/youtube/v3/thumbnails/set?uploadType=media';
/** The video that has it. */
const COVER = 'cover';
const WHY = 'cover_refused';
/** Epoch ms: when it first did not get through. */
const FAILED_AT = 'cover_failed_at';
export const NO_COVER = { [COVER]: '', [WHY]: '', [FAILED_AT]: '' };
/** Ms for which a video waits for its cover. */
const WAITED = 3_600_000;
const PASSING: readonly NetworkErrorReason[] = ['rate_limited', 'unreachable'];
/** So YouTube says of a channel that is not verified. */
const UNVERIFIED = 'forbidden';
