/**
 * A video: given to the video service, which works on it before anybody sees it. Nobody waits for that: the job and the blob
 * that comes of it are marks, and the record names the blob.
 */
import { t } from '../../kit/t.ts';
import { stillProcessing } from '../containers.ts';
import { readJson } from '../json.ts';
import { type Intent, type Keep, type Marks, NetworkError, type Outside, type Video } from '../network.ts';
import { beginAnew } from '../upload-progress.ts';
import { blobSchema, type Job, type StoredBlob, type VideoService } from './video-service.ts';

export interface Giving {
  service: VideoService;
  outside: Pick<Outside, 'clock'>;
  intent: Intent;
  keep: Keep;
}

/** Throws `NetworkError`: `processing` while the service works on it. */
export async function videoBlob(
  { service, outside: { clock }, intent, keep }: Giving,
  video: Video,
): Promise<StoredBlob> {
  let { marks } = intent;
  const note = async (more: Marks) => {
    marks = { ...marks, ...more };
    await keep(marks);
  };
  if (marks[BLOB]) return blobSchema.parse(readJson(marks[BLOB]));
  let since = Number(marks[WHOLE_SINCE]);
  let job = marks[JOB] ? await standing(service, { now: clock.now(), marks, note }) : undefined;
  if (!job) {
    job = await service.upload(video, `${intent.key}.mp4`);
    since = clock.now();
    await note({ [JOB]: job.jobId, [WHOLE_SINCE]: String(since) });
  }
  if (job.blob) {
    await note({ [BLOB]: JSON.stringify(job.blob) });
    return job.blob;
  }
  if (job.state !== FAILED) throw stillProcessing('Bluesky', since);
  // Tried again under this intent, it is given anew.
  await note(FORGOTTEN);
  throw madeNothing(job);
}

/**
 * What no record names is cleaned away after a while: it is given anew, a few times. The service answers a file that it knows by
 * what it made of it then, so that another file alone may help. Throws.
 */
export function blobIsGone(cause: unknown, { marks }: Pick<Intent, 'marks'>, note: Keep): Promise<never> {
  const words = t('Bluesky has lost what it made of the video.');
  const remedy = t('It knows the file: export the video anew, so that the file differs, and add it again.');
  return beginAnew(new NetworkError('refused', words, { remedy, cause }), { marks, note }, FORGOTTEN);
}

async function standing(
  service: VideoService,
  { now, marks, note }: { now: number; marks: Marks; note(marks: Marks): Promise<void> },
): Promise<Job> {
  const since = Number(marks[WHOLE_SINCE]);
  try {
    return await service.jobOf(marks[JOB] ?? '');
  } catch (error) {
    const isNew = now - since < KNOWN_WITHIN;
    if (isNew && error instanceof NetworkError && error.reason === 'refused')
      throw stillProcessing('Bluesky', since, error);
    return beginAnew(error, { marks, note }, FORGOTTEN);
  }
}

function madeNothing({ message, error }: Job): NetworkError {
  const why = (message || error || t('it does not say why')).replace(/[.\s]+$/, '');
  return new NetworkError('refused', t('Bluesky makes nothing of the video: {why}.', { why }), {
    remedy: t('Export it anew as MP4 (H.264 with AAC), and add it again.'),
  });
}

const JOB = 'video_job';
const BLOB = 'video_blob';
/** Epoch ms: since when the service has all of it. */
const WHOLE_SINCE = 'video_whole_at';
const FAILED = 'JOB_STATE_FAILED';
/** Marks of a video that has to be given anew. */
const FORGOTTEN: Marks = { [JOB]: '', [BLOB]: '', [WHOLE_SINCE]: '' };
/** Ms until a job should be known wherever it is asked for. */
const KNOWN_WITHIN = 60_000;
