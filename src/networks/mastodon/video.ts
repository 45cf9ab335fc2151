/**
 * A video: uploaded in one go, as it is read, and worked on by the instance before a post can take it. Nobody waits for that:
 * its id and since when the instance has it are marks, and the delivery is taken up again.
 */
import { t } from '../../kit/t.ts';
import { stillProcessing } from '../containers.ts';
import { type Intent, type Keep, type Marks, NetworkError, type Outside, type Video } from '../network.ts';
import { StreamedFile } from '../streamed-file.ts';
import { beginAnew } from '../upload-progress.ts';
import type { MastodonClient } from './client.ts';
import type { Media } from './entities.ts';
import { isUnprocessable } from './errors.ts';
import { earlier, idsOf, markOf, upload } from './media.ts';

interface Posting {
  client: MastodonClient;
  outside: Pick<Outside, 'clock'>;
  intent: Intent;
  keep: Keep;
}

type Note = (marks: Marks) => Promise<void>;

/**
 * `post` is given its media id when the instance is done with it, and from then on at once: what may be out already must not be
 * found to be processing. Throws `NetworkError`: `processing` while the instance works on it.
 */
export async function postedWithVideo<Posted>(
  { client, outside: { clock }, intent, keep }: Posting,
  video: Video,
  post: (mediaId: string) => Promise<Posted>,
): Promise<Posted> {
  let { marks } = intent;
  const note: Note = async (more) => {
    marks = { ...marks, ...more };
    await keep(marks);
  };
  if (!marks[HANDED_OVER]) {
    await ready(client, video, { now: clock.now(), marks, note });
    await note({ [HANDED_OVER]: 'yes' });
  }
  try {
    return await post(idsOf(marks, 0).at(-1) ?? '');
  } catch (error) {
    // Tried again under this intent, it is looked whether the instance still has it.
    if (error instanceof NetworkError && error.reason === 'refused') await note({ [HANDED_OVER]: '' });
    throw error;
  }
}

async function ready(
  client: MastodonClient,
  video: Video,
  { now, marks, note }: { now: number; marks: Marks; note: Note },
): Promise<void> {
  const since = Number(marks[WHOLE_SINCE] || now);
  const media = marks[WHOLE_SINCE] ? await earlierOne(client, marks, note) : undefined;
  if (media?.url) return;
  if (media) throw stillProcessing('Mastodon', since);
  const { id, url } = await upload(client, new StreamedFile(video, 'video.mp4'), video.alt);
  await note({ [MEDIA]: [...idsOf(marks, 0), id].join(' '), [WHOLE_SINCE]: String(now) });
  if (!url) throw stillProcessing('Mastodon', now);
}

/** What the instance has cleaned away is given anew, a few times. */
async function earlierOne(client: MastodonClient, marks: Marks, note: Note): Promise<Media> {
  try {
    const media = await earlier(client, idsOf(marks, 0).at(-1));
    return media ?? (await beginAnew(cleanedAway(), { marks, note }, { [WHOLE_SINCE]: '' }));
  } catch (error) {
    if (!isUnprocessable(error)) throw error;
    // Tried again under this intent, it is given anew.
    await note({ [WHOLE_SINCE]: '' });
    throw new NetworkError('refused', error.message, {
      remedy: t('Export it anew as MP4 (H.264 with AAC), and add it again.'),
      cause: error,
    });
  }
}

function cleanedAway(): NetworkError {
  return new NetworkError('refused', t('Mastodon does not have the video any more.'), {
    remedy: t('Ask who runs the instance, then press Retry.'),
  });
}

const MEDIA = markOf(0);
/** Epoch ms: since when the instance has all of it. */
const WHOLE_SINCE = 'video_whole_at';
const HANDED_OVER = 'video_handed_over';
