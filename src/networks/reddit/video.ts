/**
 * A video: it and its cover are given to a bucket behind Reddit, each by a form of its own, and named by the post. The answer
 * to that has no id, and Reddit shows the post when it is done with the video, by itself: so from then on the account's own
 * posts are read back, and nothing is sent a second time.
 */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import { type Intent, type Keep, type Marks, type Message, NetworkError } from '../network.ts';
import { StreamedFile } from '../streamed-file.ts';
import { asRefusal, beginAnew } from '../upload-progress.ts';
import type { RedditClient } from './client.ts';

interface Posting {
  client: RedditClient;
  /** Epoch ms. */
  now(): number;
  intent: Intent;
  keep: Keep;
}

/** What a post with a video is submitted with besides. */
export interface PostedVideo extends Record<string, string> {
  kind: string;
  url: string;
  video_poster_url: string;
}

/** Answers with what `submit` does, and with all marks. Throws `NetworkError`: `lost` when Reddit may have it. */
export async function submittedWithVideo<Answer>(
  { client, now, intent, keep }: Posting,
  message: Message,
  submit: (media: PostedVideo) => Promise<Answer>,
): Promise<Answer & { marks: Marks }> {
  let marks = wasHandedOver(intent.marks) ? { ...intent.marks, ...NOTHING_GIVEN } : intent.marks;
  const note = async (more: Marks) => {
    marks = { ...marks, ...more };
    await keep(marks);
  };
  const { video, cover } = message;
  if (!video || !cover) throw withoutCover();
  const give = async (mark: string, file: File) => {
    if (marks[mark]) return marks[mark];
    const lease = await leaseFor(client, file);
    // Of a place that itself says who may send there; to the lease the account is let by Reddit.
    const address = await upload(client, lease, file).catch((error: unknown) =>
      beginAnew(asRefusal(error), { marks, note }, {}),
    );
    await note({ [mark]: address });
    return address;
  };
  const still = new File([Uint8Array.from(cover.bytes)], `cover.${extensionOf(cover.contentType)}`, {
    type: cover.contentType,
  });
  const video_poster_url = await give(COVER, still);
  const url = await give(VIDEO, new StreamedFile(video, 'video.mp4'));
  await note({ [HANDED_AT]: String(now()) });
  try {
    const answer = await submit({ kind: 'video', url, video_poster_url });
    return { ...answer, marks };
  } catch (error) {
    if (error instanceof NetworkError && error.reason !== 'lost') await note({ [HANDED_AT]: '' });
    throw error;
  }
}

export function wasHandedOver(marks: Marks): boolean {
  return Boolean(marks[HANDED_AT]);
}

/** After an hour a person is asked: it may have made nothing of the video, and does not tell. */
export function becomesAPost(marks: Marks): NetworkError {
  const words = t('Reddit: it works on the video, and shows the post by itself when it is done.');
  return new NetworkError('processing', words, {
    processingSince: Number(marks[HANDED_AT]),
    remedy: t('Look at the account on Reddit.'),
  });
}

function leaseFor(client: RedditClient, file: File): Promise<Lease> {
  return client.call({
    path: '/api/media/asset.json',
    form: { api_type: 'json', filepath: file.name, mimetype: file.type },
    answer: leaseSchema,
  });
}

/** Answers where it lies. */
async function upload(client: RedditClient, { args }: Lease, file: File): Promise<string> {
  const fields = args.fields.map(({ name, value }) => [name, value] as const);
  const address = await client.upload(args.action, fields, file);
  const key = fields.find(([name]) => name === 'key')?.[1] ?? '';
  return `${address.replace(/\/$/, '')}/${key}`;
}

function extensionOf(contentType: string): string {
  return contentType === 'image/png' ? 'png' : 'jpg';
}

function withoutCover(): NetworkError {
  return new NetworkError('refused', t('Reddit takes no video without a cover; this post has none.'), {
    remedy: t('Attach one picture, it becomes the cover.'),
  });
}

const leaseSchema = z.object({
  args: z.object({
    action: z.string().min(1),
    fields: z.array(z.object({ name: z.string(), value: z.string() })),
  }),
});
type Lease = z.infer<typeof leaseSchema>;

const VIDEO = 'video';
const COVER = 'cover';
/** Epoch ms: since when Reddit may have been told to post it. */
const HANDED_AT = 'video_handed_at';
/** It is sent again only where a person saw that nothing came of it: of the same files nothing might come again. */
const NOTHING_GIVEN = { [VIDEO]: '', [COVER]: '', [HANDED_AT]: '' };
