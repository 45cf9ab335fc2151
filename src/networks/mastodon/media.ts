/** Pictures: each is uploaded once per delivery, and waited for. A video goes by the same marks (video.ts). */
import type { Clock } from '../../kit/clock.ts';
import { t } from '../../kit/t.ts';
import { type Image, type Intent, type Marks, type Message, NetworkError } from '../network.ts';
import type { MastodonClient } from './client.ts';
import { type Media, mediaSchema } from './entities.ts';
import { isMissing } from './errors.ts';

type Keep = (marks: Marks) => Promise<void>;

/** The media ids, in the pictures' order. Ids are kept as marks, so another try takes up what is there already. */
export async function uploadAll(
  client: MastodonClient,
  clock: Clock,
  images: Image[],
  intent: Intent,
  keep: Keep,
) {
  let marks = intent.marks;
  const uploaded: Media[] = [];
  for (const [index, image] of images.entries()) {
    const known = idsOf(marks, index);
    const media =
      (await earlier(client, known.at(-1))) ?? (await upload(client, pictureOf(image), image.alt));
    if (media.id !== known.at(-1)) {
      marks = { ...marks, [markOf(index)]: [...known, media.id].join(' ') };
      await keep(marks);
    }
    uploaded.push(media);
  }
  for (const [index, media] of uploaded.entries()) await processed(client, clock, media, index + 1);
  return uploaded.map(({ id }) => id);
}

/** Every id that a picture, or the video, of the delivery ever had: a post may be live with one that was replaced since. */
export function mediaIdsOf(message: Pick<Message, 'images' | 'video'>, { marks }: Intent): string[] {
  return Array.from({ length: countOf(message) }).flatMap((_, index) => idsOf(marks, index));
}

export function countOf({ images, video }: Pick<Message, 'images' | 'video'>): number {
  return images.length + (video ? 1 : 0);
}

/** Oldest first; the last one counts. */
export function idsOf(marks: Marks, index: number): string[] {
  return marks[markOf(index)]?.split(' ') ?? [];
}

export function markOf(index: number): string {
  return `media_${index + 1}`;
}

/** An id that is used already, or was cleaned away, is not there: older servers would drop it from the post in silence. */
export async function earlier(client: MastodonClient, id: string | undefined): Promise<Media | undefined> {
  if (id === undefined) return undefined;
  try {
    return await fetchMedia(client, id);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Uploading publishes nothing, so no failure here means a lost post. */
export function upload(client: MastodonClient, file: File, alt: string): Promise<Media> {
  const form = new FormData();
  form.append('file', file);
  if (alt !== '') form.append('description', alt);
  return client.call({ method: 'POST', path: '/api/v2/media', body: form, answer: mediaSchema });
}

function pictureOf({ bytes, contentType }: Image): File {
  return new File([new Uint8Array(bytes)], 'picture', { type: contentType });
}

function fetchMedia(client: MastodonClient, id: string): Promise<Media> {
  return client.call({ method: 'GET', path: `/api/v1/media/${encodeURIComponent(id)}`, answer: mediaSchema });
}

/** Large pictures are worked on after the upload; a post cannot take them before. */
async function processed(
  client: MastodonClient,
  clock: Clock,
  media: Media,
  position: number,
): Promise<void> {
  let latest = media;
  for (let look = 0; !latest.url; look += 1) {
    if (look === LOOKS) throw stillAtWork(position);
    await new Promise<void>((resolve) => clock.at(clock.now() + BETWEEN_LOOKS, resolve));
    latest = await fetchMedia(client, media.id);
  }
}

function stillAtWork(position: number): NetworkError {
  return new NetworkError('unreachable', t('Mastodon still works on picture {position}.', { position }), {
    retryAfter: BETWEEN_LOOKS * LOOKS,
  });
}

const LOOKS = 30;
const BETWEEN_LOOKS = 1000;
