/** A post as one target gets it: one message, or several that make a thread. */
import { t } from '../../../kit/t.ts';
import type { Blobs } from '../../../media/blobs.ts';
import { hashOf } from '../../../media/hash.ts';
import { type Image, type Message, NetworkError } from '../../../networks/network.ts';
import { type Content, type MediaUse, textFor } from '../../../posts/content.ts';
import { coverOf, picturesOf, videoOf } from '../../../posts/cover.ts';
import type { Field } from '../../../posts/fields.ts';
import { linksIn } from '../../../posts/links.ts';
import { partsOf } from '../../../posts/parts.ts';
import type { LinkCard } from '../../../posts/presentation.ts';
import { databaseBlobs } from '../../../store/blobs.ts';
import type { Database } from '../../../store/database.ts';
import * as media from '../../../store/media.ts';
import * as videos from '../../../store/videos.ts';
import { videoMessage } from './video-message.ts';

/** Where a post's media are kept. */
export interface KeptMedia {
  database: Database;
  /** In the database when absent. */
  blobs?: Blobs | undefined;
}

/**
 * The first carries the pictures, or the video with its cover, and answers what the post answers. Throws a `NetworkError` when one is missing, or is not
 * the one that was given: nothing goes out without it. `declared`: the fields that the target's network takes.
 */
export async function messagesFor(
  { database, blobs = databaseBlobs(database) }: KeptMedia,
  content: Content,
  target: string,
  declared: readonly Field[],
): Promise<Message[]> {
  const { cards = [], ...presentation } = content.presentation?.[target] ?? {};
  const pictures = cards.flatMap(({ picture }) => picture ?? []);
  const videoUse = videoOf(content);
  const stills = content.media.filter((use) => !use.video);
  const kept = await media.findAll(database, [...stills.map((use) => use.hash), ...pictures]);
  const images = picturesOf(content).map(({ hash, alt }) => imageOf(kept, hash, alt));
  const coverUse = coverOf(content);
  const cover = coverUse && imageOf(kept, coverUse.hash, coverUse.alt);
  const video = videoUse && videoMessage(await keptVideo(database, videoUse, content), blobs, videoUse);
  return partsOf(textFor(content, target)).map((text, index) => {
    const own = index === 0 ? images : [];
    const card = cardOf(content, target, { text, part: index });
    return {
      text,
      images: own,
      ...(index === 0 && video && { video }),
      ...(index === 0 && cover && { cover }),
      ...(index === 0 && content.answers && { answers: content.answers }),
      ...(content.presentation && { presentation }),
      ...fieldsIn(content, target, declared, index),
      ...(card && { card: { ...card, picture: card.picture ? imageOf(kept, card.picture, '') : undefined } }),
    };
  });
}

/** What is corrected shows its video already: what was known of it is enough, though it is not kept any more. */
async function keptVideo(
  database: Database,
  { hash, video }: MediaUse,
  { corrects }: Content,
): Promise<videos.StoredVideo | undefined> {
  const kept = await videos.find(database, hash);
  if (kept || corrects === undefined || !video) return kept;
  const { tellsPlace = false, piecesHash: _, ...facts } = video;
  return { ...facts, hash, contentType: 'video/mp4', tellsPlace, pieceHashes: null };
}

/** Of the part's first link; what shows pictures or a video shows none. `part`: from 0. */
export function cardOf(
  { media: uses, presentation }: Content,
  target: string,
  { text, part }: { text: string; part: number },
): LinkCard | undefined {
  if (part === 0 && uses.length > 0) return undefined;
  return presentation?.[target]?.cards?.find(({ url }) => url === linksIn(text)[0]);
}

function fieldsIn(
  { fields = {} }: Content,
  target: string,
  declared: readonly Field[],
  part: number,
): Pick<Message, 'fields'> {
  const uses = Object.entries(fields[target] ?? {}).filter(
    ([key]) => part === 0 || declared.find((one) => one.key === key)?.everyPart,
  );
  if (uses.length === 0) return {};
  return { fields: Object.fromEntries(uses.map(([key, { value }]) => [key, value])) };
}

function imageOf(kept: media.StoredMedia[], hash: string, alt: string): Image {
  const picture = kept.find((one) => one.hash === hash);
  if (!picture)
    throw new NetworkError('refused', t('A picture of this post is not kept any more.'), {
      remedy: t('Edit the post and add it again.'),
    });
  const { bytes, contentType, width, height } = picture;
  // Its name is what was approved, and says nothing of what the database holds under it by now.
  if (hashOf(bytes) !== hash)
    throw new NetworkError(
      'refused',
      t('A picture of this post was changed in the database since it was given; nothing was sent.'),
      { remedy: t('Find out who may write to the database, then edit the post and add the picture again.') },
    );
  return { bytes, contentType, width, height, alt };
}
