/** Once a day: videos that nothing names any more which may still go out. Each may be a gigabyte. */
import { done, type Outcome } from '../queue/job.ts';
import { databaseBlobs } from '../store/blobs.ts';
import * as videos from '../store/videos.ts';
import type { App } from './app.ts';

export async function eraseVideos({ database, blobs = databaseBlobs(database), log }: App): Promise<Outcome> {
  const unnamed = await videos.unnamed(database, KEPT);
  for (const hash of unnamed) {
    // Its row goes last: what dies in between is begun anew by the next one.
    await blobs.remove(hash);
    await videos.forget(database, hash);
  }
  if (unnamed.length > 0)
    log.info({ event: 'retention', videos: unnamed.length }, 'videos that nothing names any more are erased');
  return done;
}

/** ms since it was last taken in: what somebody just put into a form is named by nothing yet. */
const KEPT = 7 * 86_400_000;
