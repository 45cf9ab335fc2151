/** Pictures: uploaded without being shown, each once per delivery and described, then named by the post. */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import { type Image, type Intent, type Marks, NetworkError, type Outside } from '../network.ts';
import type { XClient } from './client.ts';
import { GIF } from './limits.ts';

export interface Uploading {
  client: XClient;
  outside: Outside;
  intent: Intent;
  keep(marks: Marks): Promise<void>;
}

/** Their ids, in the pictures' order. Kept as marks, so another try does not upload again while X keeps them. */
export async function uploadAll(uploading: Uploading, images: Image[]): Promise<string[]> {
  const { intent, keep, outside } = uploading;
  let marks = intent.marks;
  const ids: string[] = [];
  for (const [index, image] of images.entries()) {
    const known = knownIn(marks, index, outside.clock.now());
    const id = known ?? (await upload(uploading, image));
    if (known === undefined) {
      const until = outside.clock.now() + KEPT;
      marks = { ...marks, [`media_${index + 1}`]: id, [`media_${index + 1}_until`]: String(until) };
      await keep(marks);
    }
    ids.push(id);
  }
  return ids;
}

function knownIn(marks: Marks, index: number, now: number): string | undefined {
  const until = Number(marks[`media_${index + 1}_until`] ?? 0);
  return until > now ? marks[`media_${index + 1}`] : undefined;
}

async function upload(uploading: Uploading, image: Image): Promise<string> {
  const { client } = uploading;
  const id = image.contentType === GIF ? await inSegments(client, image) : await atOnce(uploading, image);
  if (image.contentType === GIF) await untilDone(uploading, id);
  if (image.alt !== '') await describe(client, id, image.alt);
  return id;
}

async function atOnce(uploading: Uploading, image: Image): Promise<string> {
  const body = formWith(image.bytes, image.contentType);
  body.set('media_category', 'tweet_image');
  const { data } = await uploading.client.call({
    ...{ method: 'POST', path: '/2/media/upload', body },
    answer: answeredSchema,
  });
  if (data.processing_info) await untilDone(uploading, data.id);
  return data.id;
}

async function inSegments(client: XClient, { bytes, contentType }: Image): Promise<string> {
  const { data } = await client.call({
    ...{ method: 'POST', path: '/2/media/upload/initialize' },
    body: { media_category: 'tweet_gif', media_type: contentType, total_bytes: bytes.byteLength },
    answer: answeredSchema,
  });
  for (let index = 0; index * SEGMENT < bytes.byteLength; index += 1) {
    const body = formWith(bytes.subarray(index * SEGMENT, (index + 1) * SEGMENT), contentType);
    body.set('segment_index', String(index));
    await client.call({
      ...{ method: 'POST', path: `/2/media/upload/${data.id}/append`, body },
      answer: z.object({}),
    });
  }
  await client.call({
    ...{ method: 'POST', path: `/2/media/upload/${data.id}/finalize`, answer: answeredSchema },
  });
  return data.id;
}

/** Throws, with X's own reason, where it makes nothing of it. */
async function untilDone({ client, outside: { clock } }: Uploading, id: string): Promise<void> {
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    const { state = 'succeeded', wait = 1, why } = await statusOf(client, id);
    if (state === 'succeeded') return;
    if (state === 'failed') throw failed(why);
    await new Promise<void>((resolve) =>
      clock.at(clock.now() + Math.min(wait, LONGEST_WAIT) * 1_000, resolve),
    );
  }
  throw new NetworkError('unreachable', t('X: a picture is still being worked on.'));
}

/** `state` is absent where X has nothing to work on; `wait`: seconds until it is worth asking again. */
export async function statusOf(
  client: XClient,
  id: string,
): Promise<{ state?: string | undefined; wait?: number | undefined; why?: string | undefined }> {
  const query = new URLSearchParams({ command: 'STATUS', media_id: id });
  const { data, errors = [] } = await client.call({
    ...{ method: 'GET', path: `/2/media/upload?${query}` },
    answer: answeredSchema,
  });
  const { state, check_after_secs: wait, error } = data.processing_info ?? {};
  return { state, wait, why: error?.message ?? errors[0]?.detail ?? error?.name };
}

function failed(why: string | undefined): NetworkError {
  const words = why ? t('X makes nothing of a picture: {why}', { why }) : t('X makes nothing of a picture');
  return new NetworkError('refused', `${words.replace(/\.$/, '')}.`, {
    remedy: t('Save the picture anew, or use another one.'),
  });
}

async function describe(client: XClient, id: string, alt: string): Promise<void> {
  await client.call({
    ...{ method: 'POST', path: '/2/media/metadata' },
    body: { id, metadata: { alt_text: { text: alt } } },
    answer: z.object({ data: z.object({ id: z.string() }) }),
  });
}

export function formWith(bytes: Uint8Array, type: string): FormData {
  const form = new FormData();
  form.set('media', new Blob([new Uint8Array(bytes)], { type }), 'media');
  return form;
}

/** Ms: X keeps what no post shows for a day. */
export const KEPT = 23 * 3_600_000;
const SEGMENT = 4 * 1024 * 1024;
const MOST_LOOKS = 10;
/** Seconds. */
const LONGEST_WAIT = 2;

export const answeredSchema = z.object({
  data: z.object({
    id: z.string().regex(/^\d+$/),
    processing_info: z
      .object({
        state: z.string().optional(),
        check_after_secs: z.number().optional(),
        error: z.object({ name: z.string().optional(), message: z.string().optional() }).optional(),
      })
      .optional(),
  }),
  errors: z.array(z.object({ detail: z.string().optional() })).optional(),
});
