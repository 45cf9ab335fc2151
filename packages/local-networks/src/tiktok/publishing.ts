/** Beginning to publish a video or photos, and asking what has become of them. */
import { z } from 'zod';
import type { Operation } from './call.ts';
import { invalid, TikTokError } from './error.ts';
import { fetchPhoto } from './photos.ts';
import { type Photo, PRIVACIES, type Publish, type State, type Token } from './state.ts';

const CHUNK_LEAST = 5 * 1024 * 1024;
const CHUNK_MOST = 64 * 1024 * 1024;
const LAST_MOST = 128 * 1024 * 1024;
const CHUNKS_MOST = 1_000;
const UPLOAD_LASTS = 3_600_000;

const switches = {
  disable_comment: z.boolean().optional(),
  brand_content_toggle: z.boolean().optional(),
  brand_organic_toggle: z.boolean().optional(),
};
/** UTF-16 code units. */
const upTo = (most: number) =>
  z
    .string()
    .refine((words) => words.length <= most, { error: `more than ${most} characters` })
    .default('');
const privacy_level = z.enum(PRIVACIES);
const videoInit = z.strictObject({
  post_info: z.strictObject({
    ...switches,
    ...{ privacy_level, title: upTo(2_200) },
    ...{ disable_duet: z.boolean().optional(), disable_stitch: z.boolean().optional() },
    ...{ video_cover_timestamp_ms: z.number().int().min(0).optional(), is_aigc: z.boolean().optional() },
  }),
  source_info: z.strictObject({
    source: z.literal('FILE_UPLOAD'),
    video_size: z.number().int().positive(),
    chunk_size: z.number().int().positive(),
    total_chunk_count: z.number().int().positive(),
  }),
});
const contentInit = z.strictObject({
  media_type: z.literal('PHOTO'),
  post_mode: z.literal('DIRECT_POST'),
  post_info: z.strictObject({
    ...switches,
    ...{
      privacy_level,
      title: upTo(90),
      description: upTo(4_000),
    },
    auto_add_music: z.boolean().optional(),
  }),
  source_info: z.strictObject({
    source: z.literal('PULL_FROM_URL'),
    photo_images: z.array(z.string()).min(1).max(35),
    photo_cover_index: z.number().int().min(0).optional(),
  }),
});

export const initVideo: Operation = ({ state, token, body, origin, changed }) => {
  state.checkScope(token, 'video.publish');
  state.pace(token, 'init', 6);
  const { post_info, source_info } = read(videoInit, body);
  const { privacy_level: privacy, title, ...more } = post_info;
  checkChunks(source_info);
  state.checkPosting(token, privacy);
  const { video_size: size, chunk_size: chunk, total_chunk_count: chunks } = source_info;
  const { publish, upload } = state.add({
    ...{ ...ownerOf(token), kind: 'video', title, description: '', privacy, switches: told(more) },
    ...{ size, chunk, chunks, received: 0, photos: [], uploadUntil: state.now + UPLOAD_LASTS },
  });
  changed();
  const query = new URLSearchParams({ upload_id: publish.post, upload_token: upload });
  return { publish_id: publish.id, upload_url: `${origin}/video/?${query}` };
};

function checkChunks(given: z.output<typeof videoInit>['source_info']): void {
  const { video_size: size, chunk_size: chunk, total_chunk_count: count } = given;
  const isSmall = size < CHUNK_LEAST;
  if (isSmall ? chunk !== size : chunk < CHUNK_LEAST || chunk > CHUNK_MOST)
    throw invalid('The chunk size is invalid');
  if (count !== Math.floor(size / chunk) || count > CHUNKS_MOST)
    throw invalid('The total chunk count is invalid');
  if (size - (count - 1) * chunk > LAST_MOST) throw invalid('The chunk size is invalid');
}

/** The pictures are fetched before it is answered. */
export const initContent: Operation = async ({ state, token, body, changed }) => {
  state.checkScope(token, 'video.publish');
  state.pace(token, 'init', 6);
  const { post_info, source_info } = read(contentInit, body);
  const { privacy_level: privacy, title, description, ...more } = post_info;
  const { photo_images: addresses, photo_cover_index: cover = 0 } = source_info;
  if (cover >= addresses.length) throw invalid('The photo cover index is invalid');
  state.checkPosting(token, privacy);
  const domains = state.world.apps.find(({ id }) => id === token.app)?.domains ?? [];
  if (!addresses.every((address) => isOwned(address, domains)))
    throw new TikTokError(
      403,
      'url_ownership_unverified',
      'Please review our URL ownership verification rules.',
    );
  const { photos, failReason } = await fetched(addresses);
  const { publish } = state.add({
    ...{ ...ownerOf(token), kind: 'photo', title, description, privacy, photos },
    switches: { ...told(more), photo_cover_index: cover },
    ...{ size: 0, chunk: 0, chunks: 0, received: 0, uploadUntil: state.now },
    ...(failReason === undefined ? { completeAt: state.now } : { failReason }),
  });
  changed();
  return { publish_id: publish.id };
};

async function fetched(addresses: string[]): Promise<{ photos: Photo[]; failReason?: string }> {
  const photos: Photo[] = [];
  for (const address of addresses) {
    const photo = await fetchPhoto(address);
    if (typeof photo === 'string') return { photos: [], failReason: photo };
    photos.push(photo);
  }
  return { photos };
}

/** This machine stands for the internet here. */
function isOwned(address: string, domains: string[]): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  if (protocol !== 'https:' && hostname !== '127.0.0.1') return false;
  return domains.some((domain) => hostname === domain || hostname.endsWith(`.${domain}`));
}

export const fetchStatus: Operation = ({ state, token, body }) => {
  state.checkScope(token, 'video.publish', 'video.upload');
  state.pace(token, 'status', 30);
  const { publish_id } = read(z.strictObject({ publish_id: z.string().max(64) }), body);
  const publish = state.publishes.get(publish_id);
  if (!publish) throw new TikTokError(400, 'invalid_publish_id', 'The publish_id does not exist.');
  if (publish.user !== token.user || publish.app !== token.app)
    throw new TikTokError(
      401,
      'token_not_authorized_for_specified_publish_id',
      'The access token is not of the one who began to publish it.',
    );
  return statusOf(state, publish);
};

function statusOf(state: State, publish: Publish): Record<string, unknown> {
  const { kind, received, failReason } = publish;
  const told = kind === 'video' ? { uploaded_bytes: received } : { downloaded_bytes: sizeOf(publish) };
  const bytes = state.world.withoutBytes ? {} : told;
  if (failReason !== undefined) return { status: 'FAILED', fail_reason: failReason, ...bytes };
  if (!state.isOut(publish))
    return { status: kind === 'video' ? 'PROCESSING_UPLOAD' : 'PROCESSING_DOWNLOAD', ...bytes };
  const ids = state.isListed(publish) ? [BigInt(publish.post)] : [];
  return { status: 'PUBLISH_COMPLETE', publicaly_available_post_id: ids, ...bytes };
}

function sizeOf({ photos }: Publish): number {
  return photos.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
}

function ownerOf({ user, app }: Token) {
  return { user, app };
}

function told(more: Record<string, boolean | number | undefined>): Record<string, boolean | number> {
  return Object.fromEntries(
    Object.entries(more).filter((entry): entry is [string, boolean | number] => entry[1] !== undefined),
  );
}

function read<Body>(schema: z.ZodType<Body>, body: unknown): Body {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw invalid(`${issue?.path.join('.') || 'The request body'}: ${issue?.message ?? 'not understood'}`);
}
