/**
 * Sends a video in chunks. What was begun, its `publish_id` and its address, is a mark before the first byte; how far it got
 * TikTok tells. Its last chunk publishes it, and that it is about to be sent, and that it came, are marks too.
 */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import { type Marks, type Message, NetworkError, type Outside, type Video } from '../network.ts';
import { ONE_TRY, onItsWay, RECEIVED } from '../upload-progress.ts';
import type { TikTokClient } from './client.ts';
import type { Creator } from './creator.ts';
import { isOutOfStep, isOver } from './errors.ts';
import { HANDED_AT, NONE, PUBLISH, UPLOAD, UPLOAD_UNTIL, WHOLE_AT } from './marks.ts';
import { videoInfo } from './post.ts';

export interface Uploading {
  client: TikTokClient;
  outside: Outside;
  message: Message & { video: Video };
  marks: Marks;
  note(marks: Marks): Promise<void>;
}

/** Nothing is there without bytes, so that a lost answer is no matter. */
export async function beginVideo(
  { client, outside, message, note }: Uploading,
  creator: Creator,
): Promise<void> {
  const { size } = message.video;
  const { publish_id, upload_url } = await client.ask({
    path: '/v2/post/publish/video/init/',
    json: {
      post_info: videoInfo(message, creator),
      source_info: {
        ...{ source: 'FILE_UPLOAD', video_size: size, chunk_size: chunkOf(size) },
        total_chunk_count: chunksOf(size),
      },
    },
    data: z.object({ publish_id: z.string().min(1), upload_url: z.string() }),
  });
  const until = String(outside.clock.now() + ADDRESS_LASTS);
  await note({ ...NONE, [PUBLISH]: publish_id, [UPLOAD]: upload_url, [UPLOAD_UNTIL]: until });
}

/** Whether chunks are still taken. */
export function isOpen({ outside, marks }: Pick<Uploading, 'outside' | 'marks'>): boolean {
  return Boolean(marks[UPLOAD]) && outside.clock.now() < Number(marks[UPLOAD_UNTIL] ?? 0);
}

/**
 * From that byte on, to the last; for a while, then somebody else may look at the delivery. `received`: undefined where TikTok
 * does not say. Throws `NetworkError`: `processing` with how far it is, when there is more to send, and nothing is out.
 */
export async function sendVideo(uploading: Uploading, received: number | undefined): Promise<void> {
  const { client, outside, message, marks, note } = uploading;
  const { video } = message;
  const chunk = chunkOf(video.size);
  const last = (chunksOf(video.size) - 1) * chunk;
  const until = outside.clock.now() + ONE_TRY;
  const from = received ?? Number(marks[RECEIVED] || 0);
  let sent = Math.min(Math.floor(from / chunk) * chunk, last);
  const tail: Uint8Array<ArrayBuffer>[] = [];
  const put = async (bytes: Uint8Array<ArrayBuffer>, effect: boolean) => {
    const range = `bytes ${sent}-${sent + bytes.byteLength - 1}/${video.size}`;
    const type = video.contentType;
    await client.put({ address: marks[UPLOAD] ?? '', range, type, bytes, effect });
    sent += bytes.byteLength;
  };
  try {
    for await (const piece of video.pieces(sent, chunk)) {
      if (sent >= last) {
        tail.push(piece);
        continue;
      }
      await put(piece, false);
      const way = await onItsWay(
        { network: 'TikTok', size: video.size, now: outside.clock.now(), marks, note },
        sent,
      );
      if (outside.clock.now() >= until) throw way;
    }
    await note({ [HANDED_AT]: String(outside.clock.now()) });
    await put(joined(tail), true);
    await note({ [WHOLE_AT]: String(outside.clock.now()) });
  } catch (error) {
    const isRefused = error instanceof NetworkError && error.reason !== 'lost';
    if (isRefused && !marks[HANDED_AT]) await note({ [HANDED_AT]: '' });
    if (!isOver(error) && !isOutOfStep(error)) throw error;
    throw await notTaken(uploading, received, error);
  }
}

/**
 * Where the last chunk may have come before, its address is used up as well: then TikTok alone says what is there. Else no post
 * can become of what was sent, and it is begun anew where it cannot be gone on with.
 */
async function notTaken(
  { marks, note }: Uploading,
  received: number | undefined,
  cause: unknown,
): Promise<NetworkError> {
  const isStep = isOutOfStep(cause);
  const isAnew = !marks[HANDED_AT] && (!isStep || received === undefined);
  if (isAnew) await note({ [UPLOAD]: '' });
  const words =
    isAnew && !isStep
      ? t('TikTok: the hour in which it takes the video is over.')
      : t('TikTok: it has another part of the video than was thought.');
  const remedy = isAnew ? t('It is sent anew.') : t('It is gone on with from there.');
  return new NetworkError('unreachable', words, { remedy, cause });
}

function joined(pieces: Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const [only, ...others] = pieces;
  return only && others.length === 0 ? only : new Uint8Array(Buffer.concat(pieces));
}

/** A small file is one chunk of its own size. */
function chunkOf(size: number): number {
  return Math.min(size, CHUNK);
}

/** The last one has what is left over as well. */
function chunksOf(size: number): number {
  return Math.floor(size / chunkOf(size));
}

/** Bytes: the least that TikTok takes. */
const CHUNK = 5 * 1024 * 1024;
/** Ms; TikTok closes the address after an hour. */
const ADDRESS_LASTS = 58 * 60_000;
