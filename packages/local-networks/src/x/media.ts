/** `/2/media`: pictures at once, GIFs and videos in segments, what they show, and whether they can be used yet. */
import { z } from 'zod';
import type { Call, Operation } from './call.ts';
import { check, needs } from './checks.ts';
import { invalid } from './error.ts';
import { PRICES } from './prices.ts';
import type { Media } from './state.ts';

const MOST: Record<string, number> = {
  tweet_image: 5 * 1024 * 1024,
  tweet_gif: 15 * 1024 * 1024,
  tweet_video: 512 * 1024 * 1024,
};
const MOST_IN_SEGMENT = 5 * 1024 * 1024;
const KINDS: Record<string, RegExp> = {
  tweet_image: /^(jpeg|png|webp)$/,
  tweet_gif: /^gif$/,
  tweet_video: /^mp4$/,
};
const DAY = 24 * 3_600_000;

const file = z.instanceof(Uint8Array);
const category = z.enum(['tweet_image', 'tweet_gif', 'tweet_video']);

export const upload: Operation = (call) => {
  needs(call, 'media.write');
  const given = check(z.strictObject({ media: file, media_category: category }), call.body);
  if (given.media_category !== 'tweet_image')
    throw invalid('media_category', `${given.media_category} is uploaded in segments`);
  return started(call, given.media_category, given.media, 0);
};

export const initialize: Operation = (call) => {
  needs(call, 'media.write');
  const given = check(
    z.strictObject({
      media_category: category,
      media_type: z.enum(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'video/mp4']),
      total_bytes: z.int().min(1),
    }),
    call.body,
  );
  if (given.total_bytes > (MOST[given.media_category] ?? 0))
    throw invalid('total_bytes', 'File size exceeds the limit.');
  const answer = started(call, given.media_category, undefined, 0);
  const media = call.state.media.get(answer.body.data.id);
  if (media) media.total = given.total_bytes;
  return answer;
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
  if (media.bytes) throw invalid('id', 'The media was finalized already.');
  // Of what never came there is a hole.
  const bytes = Buffer.concat(Array.from(media.segments, (segment) => segment ?? new Uint8Array()));
  if (bytes.byteLength !== media.total) throw invalid('id', 'Not all of its segments were uploaded.');
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
  const data = { id, media_key: keyOf(media), expires_after_secs: DAY / 1_000, size: bytes?.byteLength };
  return { status: 200 as const, body: { data } };
}

function told({ state }: Call, media: Media) {
  const { id, bytes, readyAt, category } = media;
  const isDone = readyAt !== undefined && readyAt <= state.now;
  const isBroken = isDone && category === 'tweet_video' && state.world.makesNothingOfVideos;
  const info = isBroken
    ? { state: 'failed', error: { code: 1, name: 'InvalidMedia', message: 'Duration too short' } }
    : isDone
      ? { state: 'succeeded', progress_percent: 100 }
      : { state: 'in_progress', check_after_secs: 1, progress_percent: 8 };
  // It works on nothing before all of it is there.
  const isWorkedOn =
    readyAt !== undefined && ((state.world.processing ?? 0) > 0 || category === 'tweet_video');
  return {
    ...{ id, media_key: keyOf(media), size: bytes?.byteLength, expires_after_secs: DAY / 1_000 },
    ...(isWorkedOn && { processing_info: info }),
  };
}

function checkBytes(kind: string, bytes: Uint8Array): void {
  const found = kindOf(bytes);
  if (!KINDS[kind]?.test(found)) throw invalid('media', `The media type ${found} is not that of ${kind}.`);
  if (bytes.byteLength > (MOST[kind] ?? 0)) throw invalid('media', 'File size exceeds the limit.');
}

/** It begins with what kind it is of. */
export function keyOf({ id, category }: Pick<Media, 'id' | 'category'>): string {
  return `${KEYS[category] ?? 3}_${id}`;
}

const KEYS: Record<string, number> = { tweet_image: 3, tweet_gif: 16, tweet_video: 7 };

export function kindOf(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  if (head.startsWith('\x89PNG')) return 'png';
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (head.startsWith('GIF8')) return 'gif';
  if (head.slice(4, 8) === 'ftyp') return 'mp4';
  return /^RIFF....WEBP/s.test(head) ? 'webp' : 'unknown';
}

function own({ state, token }: Call, id = ''): Media {
  const media = state.media.get(id);
  if (!media || media.owner !== token.user || media.expiresAt <= state.now)
    throw invalid('id', `There is no media ${id}.`);
  return media;
}
