/**
 * Sends a video in chunks. What was begun, its `publish_id` and its address, is a mark before the first byte; how far it got
 * TikTok tells. Its last chunk publishes it, and that it is about to be sent is a mark too.
 */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import { type Marks, type Message, NetworkError, type Outside, type Video } from '../network.ts';
import type { TikTokClient } from './client.ts';
import type { Creator } from './creator.ts';
import { isOutOfStep, isOver } from './errors.ts';
import { HANDED_AT, PUBLISH, UPLOAD, UPLOAD_UNTIL } from './marks.ts';
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
  const until = String(outside.clock.now() + LASTS);
  await note({ [PUBLISH]: publish_id, [UPLOAD]: upload_url, [UPLOAD_UNTIL]: until, [HANDED_AT]: '' });
}

/** Whether chunks are still taken. */
export function isOpen({ outside, marks }: Pick<Uploading, 'outside' | 'marks'>): boolean {
  return Boolean(marks[UPLOAD]) && outside.clock.now() < Number(marks[UPLOAD_UNTIL] ?? 0);
}

/**
 * From that byte on, to the last; for a while, then somebody else may look at the delivery. Throws `NetworkError`:
 * `processing` with how far it is, when there is more to send, and nothing is out.
 */
export async function sendVideo(uploading: Uploading, received: number): Promise<void> {
  const { client, outside, message, marks, note } = uploading;
  const { video } = message;
  const chunk = chunkOf(video.size);
  const last = (chunksOf(video.size) - 1) * chunk;
  const until = outside.clock.now() + A_WHILE;
  let sent = Math.min(Math.floor(received / chunk) * chunk, last);
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
      if (outside.clock.now() >= until) throw onItsWay(outside.clock.now(), sent, video.size);
    }
    await note({ [HANDED_AT]: String(outside.clock.now()) });
    await put(joined(tail), true);
  } catch (error) {
    if (isOutOfStep(error))
      throw new NetworkError('unreachable', t('TikTok: it has another part of the video than was thought.'), {
        ...{ remedy: t('It is gone on with from there.'), cause: error },
      });
    if (!isOver(error)) throw error;
    await note({ [UPLOAD]: '' });
    throw new NetworkError('unreachable', t('TikTok: the hour in which it takes the video is over.'), {
      ...{ remedy: t('It is sent anew.'), cause: error },
    });
  }
}

function onItsWay(now: number, sent: number, size: number): NetworkError {
  const percent = Math.floor((sent / size) * 100);
  return new NetworkError('processing', t('TikTok has {percent} % of the video.', { percent }), {
    ...{ processingSince: now, retryAfter: 1_000 },
  });
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
/** Ms that one try sends: a freeze waits for it, though nobody sees any of it. */
const A_WHILE = 10_000;
/** Ms; TikTok closes the address after an hour. */
const LASTS = 58 * 60_000;
