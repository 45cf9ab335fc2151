/**
 * A video: given to the video service, which works on it before anybody sees it. Nobody waits for that: the job and the blob
 * that comes of it are marks, and the record names the blob.
 */
import { t } from '../../kit/t.ts';
import { stillProcessing } from '../containers.ts';
import { readJson } from '../json.ts';
import { type Intent, type Keep, type Marks, NetworkError, type Outside, type Video } from '../network.ts';
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
  let job = marks[JOB] ? await standing(service, marks[JOB], note) : undefined;
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
  // Retry gives it anew.
  await note(FORGOTTEN);
  throw madeNothing(job);
}

/** Marks of a video that the account's server has lost. */
export const FORGOTTEN: Marks = { video_job: '', video_blob: '', video_whole_at: '' };

/** Undefined: the service has forgotten it. */
async function standing(
  service: VideoService,
  jobId: string,
  note: (marks: Marks) => Promise<void>,
): Promise<Job | undefined> {
  try {
    return await service.jobOf(jobId);
  } catch (error) {
    if (!(error instanceof NetworkError) || error.reason !== 'refused') throw error;
    await note(FORGOTTEN);
    return undefined;
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
