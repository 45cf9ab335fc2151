/**
 * A video: given to the page in pieces, unpublished, so that nobody sees it; shown by one call when Facebook has done its work
 * on it. Shown twice is shown once. How far it is, is a mark, so that another try goes on with it, and *Retry*
 * as well; what a try gives up is taken away again. An edit or a cancel ends no try: what was given before stays there unseen.
 */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import { stillProcessing } from '../containers.ts';
import type { GraphClient } from '../graph.ts';
import { checkListed } from '../graph-read.ts';
import { type Intent, type Keep, type Marks, NetworkError, type Outside, type Video } from '../network.ts';
import { beginAnew, NOTHING_RECEIVED, ONE_TRY, onItsWay } from '../upload-progress.ts';
import { isGone } from './errors.ts';
import { READY, stateOf, takeAway, WHOLE } from './video-state.ts';

export interface GivingVideo {
  client: GraphClient;
  /** Where videos are given. */
  videos: GraphClient;
  outside: Outside;
  page: string;
  intent: Intent;
  keep: Keep;
}

type Note = (marks: Marks) => Promise<void>;

/** Answers its id, when it is shown. Throws `NetworkError`: `processing` while there is more to give, and to work on. */
export async function shownVideo(giving: GivingVideo, video: Video, text: string): Promise<string> {
  const { outside, intent, keep } = giving;
  let { marks } = intent;
  const note: Note = async (more) => {
    marks = { ...marks, ...more };
    await keep(marks);
  };
  const isFresh = outside.clock.now() - Number(marks[SINCE] || 0) < UPLOAD_LASTS;
  if (marks[ID] && !marks[WHOLE_SINCE] && !isFresh) await giveUp(giving, marks, note);
  if (!marks[ID]) await note(await begin(giving, video));
  if (!marks[WHOLE_SINCE]) {
    await send(giving, { video, marks }, note);
    await finish(giving, { marks, text }, note);
    await note({ [WHOLE_SINCE]: String(outside.clock.now()) });
  }
  const isOut = await checkReady(giving, marks, note);
  const id = marks[ID] ?? '';
  if (!isOut) await show(giving.client, id);
  return id;
}

/** Whether that of an intent is shown; undefined: surely not. Throws `NetworkError`. */
export async function isVideoShown(
  { client, page }: Pick<GivingVideo, 'client' | 'page'>,
  { marks }: Pick<Intent, 'marks'>,
): Promise<{ id: string } | undefined> {
  const id = marks[ID];
  if (!id) return undefined;
  try {
    const { published } = await stateOf(client, id);
    return published ? { id } : undefined;
  } catch (error) {
    if (!isGone(error)) throw error;
    if (!marks[WHOLE_SINCE]) return undefined;
    // Meta says the same of what may not be read: one that may have been shown is for a person to look for.
    await checkListed(client, `/${page}/videos`);
    throw notThere(t('Look at the page.'));
  }
}

async function begin({ videos, page, outside }: GivingVideo, { size }: Video): Promise<Marks> {
  const begun = await videos.call({
    ...{ method: 'POST', path: `/${page}/videos` },
    fields: { upload_phase: 'start', file_size: String(size) },
    result: z
      .object({ video_id: z.string().min(1), upload_session_id: z.string().min(1) })
      .and(offsetsWithin(size)),
  });
  return {
    ...{ [ID]: begun.video_id, [SESSION]: begun.upload_session_id, [WHOLE_SINCE]: '', ...NOTHING_RECEIVED },
    ...{ [FROM]: String(begun.start_offset), [TO]: String(begun.end_offset) },
    [SINCE]: String(outside.clock.now()),
  };
}

/**
 * As much at a time as Facebook asks for, within bounds. For a while: then somebody else may look at the delivery, and it is
 * gone on with.
 */
async function send(
  giving: GivingVideo,
  { video, marks }: { video: Video; marks: Marks },
  note: Note,
): Promise<void> {
  const {
    videos,
    page,
    outside: { clock },
  } = giving;
  const until = clock.now() + ONE_TRY;
  let [from, to] = [Number(marks[FROM]), Number(marks[TO])];
  let isStuck = false;
  for (let pieces = 0; from < to; pieces += 1) {
    if (pieces > 0 && (clock.now() >= until || isStuck)) {
      const way = { network: 'Facebook', size: video.size, now: clock.now(), marks, note };
      throw await onItsWay(way, from);
    }
    const next = await transfer({ videos, page }, { video, session: marks[SESSION] ?? '', from, to }).catch(
      (error: unknown) => begunAnew(error, { giving, marks, note }),
    );
    isStuck = next.start_offset <= from;
    [from, to] = [next.start_offset, next.end_offset];
    await note({ [FROM]: String(from), [TO]: String(to) });
  }
}

async function transfer(
  { videos, page }: Pick<GivingVideo, 'videos' | 'page'>,
  { video, session, from, to }: { video: Video; session: string; from: number; to: number },
) {
  const bytes = await pieceOf(video, from, Math.min(to - from, MOST_AT_ONCE));
  const fields = { upload_phase: 'transfer', upload_session_id: session, start_offset: String(from) };
  return videos.call({
    ...{ method: 'POST', path: `/${page}/videos`, fields, result: offsetsWithin(video.size) },
    file: { name: 'video_file_chunk', bytes, type: video.contentType },
  });
}

/** Where an answer was lost Facebook may be further than is known, and refuses what it has. Throws. */
async function begunAnew(
  error: unknown,
  { giving, marks, note }: { giving: GivingVideo; marks: Marks; note: Note },
): Promise<never> {
  const { [ID]: id } = marks;
  return beginAnew(error, { marks, note }, NONE).finally(async () => {
    if (id && isRefused(error)) await takeAway(giving, id);
  });
}

function isRefused(error: unknown): boolean {
  return error instanceof NetworkError && error.reason === 'refused';
}

async function pieceOf(video: Video, from: number, most: number): Promise<Uint8Array> {
  for await (const piece of video.pieces(from, most)) return piece;
  return new Uint8Array();
}

/** Done already it is refused; then Facebook tells how the video stands. */
async function finish(
  giving: GivingVideo,
  { marks, text }: { marks: Marks; text: string },
  note: Note,
): Promise<void> {
  const { client, videos, page } = giving;
  const upload_session_id = marks[SESSION] ?? '';
  try {
    await videos.call({
      ...{ method: 'POST', path: `/${page}/videos` },
      fields: {
        ...{ upload_phase: 'finish', upload_session_id, published: 'false' },
        ...(text.trim() !== '' && { description: text }),
      },
      result: done,
    });
  } catch (error) {
    if (!isRefused(error)) throw error;
    const stands = await stateOf(client, marks[ID] ?? '').catch((failed: unknown) => {
      if (!isRefused(failed)) throw failed;
    });
    if (WHOLE.includes(stands?.status.video_status ?? '')) return;
    await giveUp(giving, marks, note);
    throw error;
  }
}

/** Whether it is shown already. Throws while it is worked on, and where Facebook makes nothing of it. */
async function checkReady(giving: GivingVideo, marks: Marks, note: Note): Promise<boolean> {
  const { status, published } = await stateOf(giving.client, marks[ID] ?? '').catch(
    async (error: unknown) => {
      if (!isGone(error)) throw error;
      await note(NONE);
      throw notThere(t('Retry gives it to the page anew; look there first.'));
    },
  );
  if (status.video_status === READY) return published ?? false;
  const since = Number(marks[WHOLE_SINCE]);
  const isOver = giving.outside.clock.now() - since >= UPLOAD_LASTS;
  if (status.video_status !== 'error' && !isOver) throw stillProcessing('Facebook', since);
  await giveUp(giving, marks, note);
  const why = status.processing_phase?.errors?.[0]?.message.replace(/[.\s]+$/, '');
  throw new NetworkError(
    'refused',
    t('Facebook makes nothing of the video: {why}.', { why: why || t('it does not say why') }),
    { remedy: t('Export it anew as MP4 (H.264 with AAC), and add it again.') },
  );
}

/** Retry, or the next try, gives it anew. */
async function giveUp(giving: GivingVideo, { [ID]: id }: Marks, note: Note): Promise<void> {
  await note(NONE);
  if (id) await takeAway(giving, id);
}

function notThere(remedy: string): NetworkError {
  return new NetworkError('refused', t('Facebook does not find the video that it was to show.'), { remedy });
}

/** The one step that others see. */
async function show(client: GraphClient, id: string): Promise<void> {
  const fields = { published: 'true' };
  await client.call({ method: 'POST', path: `/${id}`, effect: true, fields, result: done });
}

const ID = 'video';
const SESSION = 'video_session';
/** Epoch ms: when it was begun. */
const SINCE = 'video_at';
/** The next bytes that Facebook asks for. */
const FROM = 'video_from';
const TO = 'video_to';
/** Epoch ms: since when Facebook has all of it. */
const WHOLE_SINCE = 'video_whole_at';
const NONE = {
  ...{ [ID]: '', [SESSION]: '', [SINCE]: '', [FROM]: '', [TO]: '', [WHOLE_SINCE]: '' },
  ...NOTHING_RECEIVED,
};
/** Bytes: each is held in memory. Asked for more, it is given less, and tells how it goes on. */
const MOST_AT_ONCE = 64 * 1024 * 1024;
/** Ms: an upload that was left for so long is begun anew. */
const UPLOAD_LASTS = 20 * 3_600_000;

const offset = z.coerce
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);
/** What lies outside of the video counts as no answer. */
function offsetsWithin(size: number) {
  return z
    .object({ start_offset: offset, end_offset: offset })
    .refine(({ start_offset, end_offset }) => start_offset <= end_offset && end_offset <= size);
}
const done = z.object({ success: z.literal(true) });
