/** A post's video as a network gets it: what is known of it, and its bytes as they are asked for. */
import { t } from '../../../kit/t.ts';
import type { Blobs } from '../../../media/blobs.ts';
import { ChangedBlob, checkedPieces } from '../../../media/checked.ts';
import { NetworkError, type Video } from '../../../networks/network.ts';
import type { MediaUse } from '../../../posts/content.ts';
import { BucketError } from '../../../store/bucket-error.ts';
import type { StoredVideo } from '../../../store/videos.ts';

/** Throws a `NetworkError` when it is not kept any more: nothing goes out without it. */
export function videoMessage(
  kept: StoredVideo | undefined,
  blobs: Blobs,
  { alt, video }: Pick<MediaUse, 'alt' | 'video'>,
): Video {
  if (!kept)
    throw new NetworkError('refused', t('The video of this post is not kept any more.'), {
      remedy: t('Edit the post and add it again.'),
    });
  const { hash, contentType, width, height, duration, size, tellsPlace } = kept;
  const piecesHash = video?.piecesHash;
  return {
    ...{ hash, contentType, alt, width, height, duration, size, tellsPlace },
    ...(piecesHash !== undefined && { piecesHash }),
    async *pieces(from, most) {
      try {
        yield* checkedPieces(blobs, { ...kept, piecesHash }, from, most);
      } catch (error) {
        if (error instanceof BucketError) throw unread(error);
        throw error instanceof ChangedBlob ? changed(error) : error;
      }
    },
  };
}

/** Without its end it is no post anywhere: it is sent again, or gone on with, when it can be read. */
function unread(cause: BucketError): NetworkError {
  const message = t('The video of this post could not be read: the bucket {reason}.', {
    reason: cause.message,
  });
  const remedy = t('It is tried again; bellwether doctor looks at the bucket.');
  return new NetworkError('unreachable', message, { remedy, cause });
}

/** Its name is what was approved, and says nothing of what is kept under it by now. */
function changed(cause: unknown): NetworkError {
  return new NetworkError(
    'refused',
    t('The video of this post is gone, or was changed since it was given; it was not sent.'),
    {
      remedy: t(
        'Find out who may write to where media are kept, then edit the post and add the video again.',
      ),
      cause,
    },
  );
}
