/** Pictures for networks that fetch them: what stands behind the addresses, as it was given or as a JPEG. */
import type { Log } from '../kit/log.ts';
import { hashOf } from '../media/hash.ts';
import { asJpeg } from '../media/jpeg.ts';
import type { PublicMedia } from '../networks/public-media.ts';
import type { Handle } from '../store/database.ts';
import * as media from '../store/media.ts';
import type { AskedMedia, MediaLinks } from '../web/media-links.ts';

/** `baseUrl`: where Bellwether is reached. Networks fetch by https alone. */
export function publicMediaBy(links: Pick<MediaLinks, 'linkTo'>, baseUrl: string | undefined): PublicMedia {
  return {
    isPublic: baseUrl?.startsWith('https://') ?? false,
    async addressOf({ bytes }, as) {
      return links.linkTo({ hash: hashOf(bytes), as: as ?? 'given' });
    },
  };
}

/** The last few are kept: a network asks by HEAD, then by GET, in parts. */
export function createMediaFinder({ database, log }: { database: Handle; log: Log }) {
  const made = new Map<string, { contentType: string; bytes: Uint8Array }>();
  return async ({ hash, as }: AskedMedia) => {
    const known = made.get(`${as} ${hash}`);
    if (known) return known;
    const found = await media.find(database, hash);
    // Its name says what was approved, and nothing of what the database holds under it by now.
    if (!found || hashOf(found.bytes) !== hash) {
      log.warn({ hash }, 'a picture that a network fetches is not kept, or was changed in the database');
      return undefined;
    }
    const picture = as === 'jpeg' ? await asJpeg(found) : found;
    made.set(`${as} ${hash}`, picture);
    const [oldest] = made.keys();
    if (made.size > MOST_KEPT && oldest !== undefined) made.delete(oldest);
    return picture;
  };
}

/** Of up to eight megabytes each. */
const MOST_KEPT = 4;
