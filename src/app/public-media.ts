/** Pictures and videos for networks that fetch them: what stands behind the addresses. Of a picture as it was given or as a JPEG. */
import type { Log } from '../kit/log.ts';
import { t } from '../kit/t.ts';
import type { Blobs } from '../media/blobs.ts';
import { checkedRange } from '../media/checked.ts';
import { hashOf } from '../media/hash.ts';
import { asJpeg } from '../media/jpeg.ts';
import { NetworkError } from '../networks/network.ts';
import type { PublicMedia } from '../networks/public-media.ts';
import { databaseBlobs } from '../store/blobs.ts';
import type { Database } from '../store/database.ts';
import * as media from '../store/media.ts';
import * as videos from '../store/videos.ts';
import type { AskedMedia, MediaLinks } from '../web/media-links.ts';
import type { ServedMedia } from '../web/public-media.ts';

/** `baseUrl`: where Bellwether is reached. Networks fetch by https alone. */
export function publicMediaBy(links: Pick<MediaLinks, 'linkTo'>, baseUrl: string | undefined): PublicMedia {
  return {
    isPublic: baseUrl?.startsWith('https://') ?? false,
    async addressOf({ bytes }, as) {
      return links.linkTo({ hash: hashOf(bytes), as: as ?? 'given' });
    },
    async addressOfVideo({ hash, piecesHash }) {
      if (piecesHash === undefined) throw approvedLongAgo();
      return links.linkTo({ hash, as: 'video', piecesHash });
    },
  };
}

/** The last few pictures are kept: a network asks by HEAD, then by GET, in parts. */
export function createMediaFinder({
  database,
  blobs = databaseBlobs(database),
  log,
}: {
  database: Database;
  blobs?: Blobs | undefined;
  log: Log;
}) {
  const made = new Map<string, ServedMedia>();
  return async (asked: AskedMedia): Promise<ServedMedia | undefined> => {
    const { hash, as } = asked;
    if (asked.as === 'video') return videoServed({ database, blobs }, asked);
    const known = made.get(`${as} ${hash}`);
    if (known) return known;
    const found = await media.find(database, hash);
    // Its name says what was approved, and nothing of what the database holds under it by now.
    if (!found || hashOf(found.bytes) !== hash) {
      log.warn({ hash }, 'a picture that a network fetches is not kept, or was changed in the database');
      return undefined;
    }
    const picture = pictureServed(as === 'jpeg' ? await asJpeg(found) : found);
    made.set(`${as} ${hash}`, picture);
    const [oldest] = made.keys();
    if (made.size > MOST_KEPT && oldest !== undefined) made.delete(oldest);
    return picture;
  };
}

function pictureServed({ contentType, bytes }: { contentType: string; bytes: Uint8Array }): ServedMedia {
  return { contentType, size: bytes.byteLength, read: (from, to) => [bytes.subarray(from, to)] };
}

async function videoServed(
  { database, blobs }: { database: Database; blobs: Blobs },
  { hash, piecesHash }: Extract<AskedMedia, { as: 'video' }>,
): Promise<ServedMedia | undefined> {
  const kept = await videos.find(database, hash);
  if (!kept) return undefined;
  const { contentType, size } = kept;
  return { contentType, size, read: (from, to) => checkedRange(blobs, { ...kept, piecesHash }, from, to) };
}

/** What is fetched in parts cannot be checked as a whole. */
function approvedLongAgo(): NetworkError {
  return new NetworkError('refused', t('The video of this post was added by an older Bellwether.'), {
    remedy: t('Edit the post and add the video again.'),
  });
}

/** Of up to eight megabytes each. */
const MOST_KEPT = 4;
