/** Once a day: videos that nothing names any more which may still go out. Each may be a gigabyte. */
import { done, type Outcome } from '../queue/job.ts';
import { databaseBlobs } from '../store/blobs.ts';
import * as videos from '../store/videos.ts';
import type { App } from './app.ts';

export async function eraseVideos({ database, blobs = databaseBlobs(database), log }: App): Promise<Outcome> {
  let erased = 0;
  for (const hash of await videos.unnamed(database, KEPT)) {
    // Whoever gives the same file from here on waits until it is gone.
    const since = await videos.beginErasing(database, hash, KEPT);
    if (!since) continue;
    try {
      await blobs.remove(hash);
    } catch (error) {
      // It stays marked: its bytes may be gone, or go yet. Begun anew tomorrow, so that who gives it again has the day between.
      log.error(
        { event: 'retention', err: error, video: hash },
        'a video could not be erased; the others are',
      );
      continue;
    }
    // Its row goes last: what dies in between is begun anew by the next one.
    await videos.endErasing(database, hash, since);
    erased += 1;
  }
  if (erased > 0)
    log.info({ event: 'retention', videos: erased }, 'videos that nothing names any more are erased');
  return done;
}

/** ms since it was last taken in: what somebody just put into a form is named by nothing yet. */
const KEPT = 7 * 86_400_000;
