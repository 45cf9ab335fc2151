/** `/2/media`: pictures at once, GIFs in segments, what they show, and whether they can be used yet. */
import { z } from 'zod';
import type { Call, Operation } from './call.ts';
import { check, needs } from './checks.ts';
import { invalid } from './error.ts';
import { PRICES } from './prices.ts';
import type { Media } from './state.ts';

const MOST: Record<string, number> = { tweet_image: 5 * 1024 * 1024, tweet_gif: 15 * 1024 * 1024 };
const MOST_IN_SEGMENT = 5 * 1024 * 1024;
const KINDS: Record<string, RegExp> = {
  tweet_image: /^(jpeg|png|webp)$/,
  tweet_gif: /^gif$/,
};
const DAY = 24 * 3_600_000;

const file = z.instanceof(Uint8Array);
const category = z.enum(['tweet_image', 'tweet_gif']);

export const upload: Operation = (call) => {
  needs(call, 'media.write');
  const given = check(z.strictObject({ media: file, media_category: category }), call.body);
  if (given.media_category !== 'tweet_image')
    throw invalid('media_category', 'tweet_gif is uploaded in segments');
  return started(call, given.media_category, given.media, 0);
};

export const initialize: Operation = (call) => {
  needs(call, 'media.write');
  const given = check(
    z.strictObject({
      media_category: category,
      media_type: z.enum(['image/jpeg', 'image/png', 'image/webp', 'image/gif']),
      total_bytes: z.int().min(1),
    }),
    call.body,
  );
  if (given.total_bytes > (MOST[given.media_category] ?? 0))
    throw invalid('total_bytes', 'File size exceeds the limit.');
  return started(call, given.media_category, undefined, 0);
};

export const append: Operation = (call) => {
  needs(call, 'media.write');
  const media = own(call, call.params.id);
  const index = z.coerce.number().int().min(0).max(999);
  const given = check(z.strictObject({ media: file, segment_index: index }), call.body);
  if (given.media.byteLength > MOST_IN_SEGMENT) throw invalid('media', 'A segment is too large.');
  media.segments[given.segment_index] = given.media;
  return { status: 200, body: { data: { expires_at: Math.floor(media.expiresAt / 1_000) } } };
};

export const finalize: Operation = (call) => {
  needs(call, 'media.write');
  const { state } = call;
  const media = own(call, call.params.id);
  const bytes = Buffer.concat(media.segments);
  checkBytes(media.category, bytes);
  media.bytes = bytes;
  media.segments = [];
  media.readyAt = state.now + (state.world.processing ?? 0);
  return { status: 200, body: { data: told(call, media) } };
};

export const status: Operation = (call) => {
  needs(call, 'media.write');
  if (call.query.command !== 'STATUS') throw invalid('command', 'command must be STATUS');
  return { status: 200, body: { data: told(call, own(call, call.query.media_id)) } };
};

const metadata = z.strictObject({
  id: z.string(),
  metadata: z.strictObject({
    alt_text: z.strictObject({
      text: z
        .string()
        .min(1)
        .refine((text) => [...text].length <= 1_000),
    }),
  }),
});

export const describe: Operation = (call) => {
  needs(call, 'media.write');
  const given = check(metadata, call.body);
  const media = own(call, given.id);
  call.state.charge(PRICES.metadata);
  media.alt = given.metadata.alt_text.text;
  return { status: 200, body: { data: { id: media.id, associated_metadata: given.metadata } } };
};

function started({ state, token }: Call, kind: string, bytes: Uint8Array | undefined, wait: number) {
  if (bytes) checkBytes(kind, bytes);
  const id = state.newId();
  const media: Media = {
    ...{ id, owner: token.user, category: kind, segments: [], alt: '', expiresAt: state.now + DAY },
    ...(bytes && { bytes, readyAt: state.now + wait }),
  };
  state.media.set(id, media);
  const data = { id, media_key: `3_${id}`, expires_after_secs: DAY / 1_000, size: bytes?.byteLength };
  return { status: 200 as const, body: { data } };
}

function told({ state }: Call, { id, bytes, readyAt }: Media) {
  const isDone = readyAt !== undefined && readyAt <= state.now;
  const info = isDone
    ? { state: 'succeeded', progress_percent: 100 }
    : { state: 'in_progress', check_after_secs: 1, progress_percent: 8 };
  return {
    ...{ id, media_key: `3_${id}`, size: bytes?.byteLength, expires_after_secs: DAY / 1_000 },
    ...((state.world.processing ?? 0) > 0 && { processing_info: info }),
  };
}

function checkBytes(kind: string, bytes: Uint8Array): void {
  const found = kindOf(bytes);
  if (!KINDS[kind]?.test(found)) throw invalid('media', `The media type ${found} is not that of ${kind}.`);
  if (bytes.byteLength > (MOST[kind] ?? 0)) throw invalid('media', 'File size exceeds the limit.');
}

export function kindOf(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  if (head.startsWith('\x89PNG')) return 'png';
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (head.startsWith('GIF8')) return 'gif';
  return /^RIFF....WEBP/s.test(head) ? 'webp' : 'unknown';
}

function own({ state, token }: Call, id = ''): Media {
  const media = state.media.get(id);
  if (!media || media.owner !== token.user || media.expiresAt <= state.now)
    throw invalid('id', `There is no media ${id}.`);
  return media;
}
