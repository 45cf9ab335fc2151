/** Pictures: uploaded in the author's name without being shown, each once per delivery, then named by the post. */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import { type Image, type Intent, type Marks, NetworkError, type Outside } from '../network.ts';
import { type LinkedInClient, reads } from './client.ts';

export interface Uploading {
  client: LinkedInClient;
  outside: Outside;
  author: string;
  intent: Intent;
  keep(marks: Marks): Promise<void>;
}

/** Their URNs, in the pictures' order. Kept as marks, so another try does not upload again. */
export async function uploadAll(uploading: Uploading, images: Image[]): Promise<string[]> {
  const { intent, keep } = uploading;
  let marks = intent.marks;
  const urns: string[] = [];
  for (const [index, image] of images.entries()) {
    const mark = markOf(index);
    const urn = marks[mark] ?? (await upload(uploading, image));
    if (marks[mark] === undefined) {
      marks = { ...marks, [mark]: urn };
      await keep(marks);
    }
    urns.push(urn);
  }
  if (!isPerson(uploading.author)) for (const urn of urns) await untilAvailable(uploading, urn);
  return urns;
}

/** Whose token may not look at what was uploaded: LinkedIn says at the post then whether it can be used. */
export function isPerson(author: string): boolean {
  return author.startsWith('urn:li:person:');
}

export function markOf(index: number): string {
  return `image_${index + 1}`;
}

async function upload({ client, author }: Uploading, image: Image): Promise<string> {
  const { value } = await client.call({
    method: 'POST',
    path: '/rest/images?action=initializeUpload',
    body: { initializeUploadRequest: { owner: author } },
    status: 200,
    read: reads(slotSchema),
  });
  await client.upload(value.uploadUrl, image);
  return value.image;
}

async function untilAvailable({ client, outside: { clock } }: Uploading, urn: string): Promise<void> {
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    const { status } = await client.call({
      method: 'GET',
      path: `/rest/images/${encodeURIComponent(urn)}`,
      status: 200,
      read: reads(z.object({ status: z.string() })),
    });
    if (status === 'AVAILABLE') return;
    if (status === 'PROCESSING_FAILED')
      throw new NetworkError('refused', t('LinkedIn: it cannot make use of a picture.'), {
        remedy: t('Save the picture anew as JPEG or PNG.'),
      });
    await new Promise<void>((resolve) => clock.at(clock.now() + BETWEEN_LOOKS, resolve));
  }
  throw new NetworkError('unreachable', t('LinkedIn: a picture is still being worked on.'));
}

const MOST_LOOKS = 10;
/** Ms. */
const BETWEEN_LOOKS = 1_000;

const slotSchema = z.object({ value: z.object({ uploadUrl: z.url(), image: z.string().min(1) }) });
