/**
 * A video: given to X in segments without being shown, then named by the post. How far it is, is a mark, so that another try
 * goes on with it; X keeps what no post shows for a day.
 */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import { stillProcessing } from '../containers.ts';
import { type Marks, NetworkError, type Video } from '../network.ts';
import { NOTHING_RECEIVED, ONE_TRY, onItsWay } from '../upload-progress.ts';
import { answeredSchema, formWith, KEPT, statusOf, type Uploading } from './media.ts';

/** Answers its id. Throws `NetworkError`: `processing` while there is more to send, and while X works on it. */
export async function uploadedVideo(uploading: Uploading, video: Video): Promise<string> {
  const { intent, outside } = uploading;
  let { marks } = intent;
  const note: Note = async (more) => {
    marks = { ...marks, ...more };
    await uploading.keep(marks);
  };
  if (!marks[ID] || Number(marks[UNTIL]) <= outside.clock.now()) await begin(uploading, video, note);
  const id = marks[ID] ?? '';
  if (!marks[WHOLE_SINCE]) {
    await send(uploading, { video, id, marks }, note);
    await finalize(uploading, id);
    await note({ [WHOLE_SINCE]: String(outside.clock.now()) });
  }
  await checkDone(uploading, id, { since: Number(marks[WHOLE_SINCE]), note });
  return id;
}

type Note = (marks: Marks) => Promise<void>;

async function begin(
  { client, outside }: Uploading,
  { size, contentType }: Video,
  note: Note,
): Promise<void> {
  const { data } = await client.call({
    ...{ method: 'POST', path: '/2/media/upload/initialize' },
    body: { media_category: 'tweet_video', media_type: contentType, total_bytes: size },
    answer: answeredSchema,
  });
  const until = outside.clock.now() + KEPT;
  await note({ [ID]: data.id, [UNTIL]: String(until), [SENT]: '0', [WHOLE_SINCE]: '', ...NOTHING_RECEIVED });
}

/** For a while: then somebody else may look at the delivery, and it is gone on with. The same segment twice does no harm. */
async function send(
  { client, outside: { clock } }: Uploading,
  { video, id, marks }: { video: Video; id: string; marks: Marks },
  note: Note,
): Promise<void> {
  const until = clock.now() + ONE_TRY;
  const from = Number(marks[SENT]);
  let sent = from;
  for await (const piece of video.pieces(from * SEGMENT, SEGMENT)) {
    if (sent > from && clock.now() >= until) {
      const way = { network: 'X', size: video.size, now: clock.now(), marks, note };
      throw await onItsWay(way, sent * SEGMENT);
    }
    const body = formWith(piece, video.contentType);
    body.set('segment_index', String(sent));
    const path = `/2/media/upload/${id}/append`;
    await client.call({ method: 'POST', path, body, answer: z.object({}) });
    sent += 1;
    await note({ [SENT]: String(sent) });
  }
}

/** Done already it is refused; then X tells how it stands. */
async function finalize({ client }: Uploading, id: string): Promise<void> {
  try {
    const path = `/2/media/upload/${id}/finalize`;
    await client.call({ method: 'POST', path, answer: answeredSchema });
  } catch (error) {
    const isRefused = error instanceof NetworkError && error.reason === 'refused';
    const stands = isRefused ? await statusOf(client, id).catch(() => undefined) : undefined;
    if (!stands?.state) throw error;
  }
}

async function checkDone(
  { client }: Uploading,
  id: string,
  { since, note }: { since: number; note: Note },
): Promise<void> {
  const { state = 'succeeded', why, wait } = await statusOf(client, id);
  if (state === 'succeeded') return;
  if (state !== 'failed') {
    const { message, processingSince } = stillProcessing('X', since);
    throw new NetworkError('processing', message, {
      ...(processingSince !== undefined && { processingSince }),
      ...(wait !== undefined && { retryAfter: wait * 1_000 }),
    });
  }
  // Tried again under this intent, it is given anew.
  await note({ [ID]: '', [UNTIL]: '', [SENT]: '', [WHOLE_SINCE]: '' });
  const words = why ? t('X makes nothing of the video: {why}', { why }) : t('X makes nothing of the video');
  throw new NetworkError('refused', `${words.replace(/\.$/, '')}.`, {
    remedy: t('Export it anew as MP4 (H.264 with AAC), and add it again.'),
  });
}

const ID = 'video';
const UNTIL = 'video_until';
/** Segments that X has. */
const SENT = 'video_sent';
/** Epoch ms: since when X has all of it. */
const WHOLE_SINCE = 'video_whole_at';
/** Bytes; X takes up to five megabytes. */
const SEGMENT = 4 * 1024 * 1024;
