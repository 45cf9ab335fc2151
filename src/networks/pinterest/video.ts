/**
 * A video: registered at Pinterest, which tells where it goes and by which form, given there in one go as it is read, and named
 * by the Pin when Pinterest is done with it. What was registered is a mark; what did not come wholly is given anew, and no Pin
 * can become of it.
 */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import { stillProcessing } from '../containers.ts';
import { type Intent, type Keep, type Marks, NetworkError, type Outside, type Video } from '../network.ts';
import { StreamedFile } from '../streamed-file.ts';
import { asRefusal, beginAnew } from '../upload-progress.ts';
import type { PinterestClient } from './client.ts';
import { isMissing } from './errors.ts';

interface Posting {
  client: PinterestClient;
  outside: Pick<Outside, 'clock'>;
  intent: Intent;
  keep: Keep;
}

type Note = (marks: Marks) => Promise<void>;

/**
 * `pin` is given the media id when Pinterest is done with it, and from then on at once: what may be out already must not be found
 * to be processing. Throws `NetworkError`: `processing` while Pinterest works on it.
 */
export async function pinnedWithVideo<Pin>(
  { client, outside: { clock }, intent, keep }: Posting,
  video: Video,
  pin: (mediaId: string) => Promise<Pin>,
): Promise<Pin> {
  let { marks } = intent;
  const note: Note = async (more) => {
    marks = { ...marks, ...more };
    await keep(marks);
  };
  if (!marks[READY]) {
    if (!marks[WHOLE_SINCE]) {
      await give(client, video, { marks, note });
      await note({ [WHOLE_SINCE]: String(clock.now()) });
    }
    await checkDone(client, { marks, note });
    await note({ [READY]: 'yes' });
  }
  try {
    return await pin(marks[MEDIA] ?? '');
  } catch (error) {
    // Tried again under this intent, it is looked whether Pinterest still has it.
    if (error instanceof NetworkError && error.reason === 'refused') await note({ [READY]: '' });
    throw error;
  }
}

async function give(
  client: PinterestClient,
  video: Video,
  { marks, note }: { marks: Marks; note: Note },
): Promise<void> {
  // It may have come before, though nobody was told.
  const status = marks[MEDIA] ? await statusOf(client, marks[MEDIA]) : undefined;
  if (status !== undefined && status !== REGISTERED) return;
  const registered = await client.call({
    ...{ method: 'POST', path: '/media', status: [200, 201] },
    ...{ body: { media_type: 'video' }, answer: registeredSchema },
  });
  await note({ [MEDIA]: registered.media_id });
  const { upload_url: address, upload_parameters: fields } = registered;
  await client
    .upload(address, fields, new StreamedFile(video, 'video.mp4'))
    .catch((error: unknown) => beginAnew(asRefusal(error), { marks, note }, { [MEDIA]: '' }));
}

async function checkDone(
  client: PinterestClient,
  { marks, note }: { marks: Marks; note: Note },
): Promise<void> {
  const status = await statusOf(client, marks[MEDIA] ?? '');
  if (status === 'succeeded') return;
  if (status !== undefined && status !== 'failed')
    throw stillProcessing('Pinterest', Number(marks[WHOLE_SINCE]));
  const over = { [MEDIA]: '', [WHOLE_SINCE]: '' };
  if (status === undefined) await beginAnew(lost(), { marks, note }, over);
  // Tried again under this intent, it is given anew.
  await note(over);
  throw new NetworkError('refused', t('Pinterest makes nothing of the video.'), {
    remedy: t('Export it anew as MP4 (H.264 with AAC), and add it again.'),
  });
}

function lost(): NetworkError {
  return new NetworkError('refused', t('Pinterest does not have the video any more.'), {
    remedy: t('Press Retry; if that does not help, export the video anew and add it again.'),
  });
}

/** Undefined: there is none. */
async function statusOf(client: PinterestClient, id: string): Promise<string | undefined> {
  try {
    const { status } = await client.call({
      ...{ method: 'GET', path: `/media/${encodeURIComponent(id)}`, status: 200 },
      answer: z.object({ status: z.string().default('processing') }),
    });
    return status;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

const MEDIA = 'video';
/** Epoch ms: since when Pinterest has all of it. */
const WHOLE_SINCE = 'video_whole_at';
/** Pinterest was done with it. */
const READY = 'video_ready';

/** Nothing of it came yet. */
const REGISTERED = 'registered';

const registeredSchema = z.object({
  media_id: z.string().regex(/^\d+$/),
  upload_url: z.url(),
  upload_parameters: z.record(z.string(), z.string()),
});
