/** `/v5/pins`: create, read, delete, and what people did with one. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Call, Operation } from './call.ts';
import { inTrial, invalid, noPin } from './error.ts';
import { readyMedia } from './media.ts';
import { type MediaSource, mediaSource, readPicture, readPictures } from './pictures.ts';
import type { Pin, State } from './state.ts';

const create = z.strictObject({
  board_id: z.string().regex(/^\d+$/),
  title: z.string().max(100).nullish(),
  description: z.string().max(800).nullish(),
  link: z.string().max(2_048).nullish(),
  alt_text: z.string().max(500).nullish(),
  media_source: mediaSource,
});

export const createPin: Operation = async ({ state, token, body }) => {
  state.checkScopes(token, 'boards:read', 'boards:write', 'pins:read', 'pins:write');
  const app = state.world.apps.find(({ id }) => id === token.app);
  if (app?.standing === 'trial') throw inTrial();
  const read = create.safeParse(body);
  if (!read.success) throw invalid(wordsOf(read.error));
  const { board_id, title, description, link, alt_text, media_source } = read.data;
  const board = state.boardOf(token, board_id);
  if (board.is_ads_only) throw invalid('An ad-only board takes no other Pins.');
  if (link && !URL.canParse(link)) throw invalid('The link is not a valid URL.');
  const shown = await shownBy({ state, token }, media_source);
  const pin: Pin = {
    ...{ id: state.newId(), user: token.user, board: board.id, ...shown, createdAt: state.now },
    ...{ title: title ?? '', description: description ?? '', link: link ?? '', alt: alt_text ?? '' },
    ...{ saves: 0, comments: 0, reactions: 0 },
  };
  state.pins.set(pin.id, pin);
  return { status: 201, body: shownPin(pin) };
};

export const getPin: Operation = ({ state, token, params }) => {
  state.checkScopes(token, 'boards:read', 'pins:read');
  return { status: 200, body: shownPin(ownPin(state, token, params.pin)) };
};

export const deletePin: Operation = ({ state, token, params }) => {
  state.checkScopes(token, 'boards:read', 'boards:write', 'pins:read', 'pins:write');
  state.pins.delete(ownPin(state, token, params.pin).id);
  return { status: 204 };
};

const METRICS = new Set([
  ...['IMPRESSION', 'OUTBOUND_CLICK', 'PIN_CLICK', 'SAVE', 'SAVE_RATE'],
  ...['TOTAL_COMMENTS', 'TOTAL_REACTIONS', 'USER_FOLLOW', 'PROFILE_VISIT'],
]);
const DAY = 24 * 3_600_000;

export const analytics: Operation = ({ state, token, params, query }) => {
  state.checkScopes(token, 'boards:read', 'pins:read');
  const pin = ownPin(state, token, params.pin);
  const { start_date = '', end_date = '', metric_types = '' } = query;
  const [start, end] = [Date.parse(start_date), Date.parse(end_date)];
  const isSpan = start <= end && state.now - start <= 90 * DAY && end <= state.now;
  if (!isSpan) throw invalid('start_date must be within the last 90 days, and end_date not before it.');
  const asked = metric_types.split(',');
  if (!asked.every((metric) => METRICS.has(metric))) throw invalid('Unknown metric_types.');
  const only = (counts: Record<string, number>) =>
    Object.fromEntries(Object.entries(counts).filter(([name]) => asked.includes(name)));
  const body = {
    all: {
      daily_metrics: [],
      lifetime_metrics: only({ TOTAL_COMMENTS: pin.comments, TOTAL_REACTIONS: pin.reactions }),
      summary_metrics: only({ IMPRESSION: 0, SAVE: pin.saves, PIN_CLICK: 0, OUTBOUND_CLICK: 0 }),
    },
  };
  return { status: 200, body };
};

export function shownPin(pin: Pin): Record<string, unknown> {
  const { id, board, title, description, link, alt, pictures, video, createdAt } = pin;
  return {
    ...{ id, board_id: board, title, description, link: link || null, alt_text: alt || null },
    created_at: new Date(createdAt).toISOString().replace(/\.\d+Z$/, ''),
    creative_type: video ? 'VIDEO' : pictures.length > 1 ? 'CAROUSEL' : 'REGULAR',
    media: mediaOf(pin),
    ...{ is_owner: true, is_standard: true },
  };
}

/** Of a video it tells the length only later. */
function mediaOf({ id, pictures, video }: Pin): Record<string, unknown> {
  const sizes = pictures.map(({ width, height }) => ({ images: { originals: { width, height } } }));
  const cover_image_url = `https://i.pinimg.com/${id}.jpg`;
  if (video) return { media_type: 'video', cover_image_url, duration: null, video_url: null };
  if (sizes.length > 1) return { media_type: 'multiple_images', items: sizes };
  return { media_type: 'image', ...sizes[0] };
}

/** Throws as Pinterest refuses. */
async function shownBy(
  { state, token }: Pick<Call, 'state' | 'token'>,
  source: MediaSource,
): Promise<Pick<Pin, 'pictures' | 'video'>> {
  if (source.source_type !== 'video_id') return { pictures: await readPictures(source) };
  const { media_id, cover_image_data: data, cover_image_content_type: content_type } = source;
  const { id: media } = readyMedia(state, token, media_id);
  // What is given as a picture goes before a second of the video.
  if (data !== undefined && content_type !== undefined) {
    const { bytes } = await readPicture({ content_type, data });
    const coverHash = createHash('sha256').update(bytes).digest('hex');
    return { pictures: [], video: { media, cover: 'a picture', coverHash } };
  }
  const { cover_image_key_frame_time: second, cover_image_url: url } = source;
  return { pictures: [], video: { media, cover: url ?? `second ${second}` } };
}

function ownPin(state: State, token: Call['token'], id = ''): Pin {
  const pin = state.pins.get(id);
  if (pin?.user !== token.user) throw noPin();
  return pin;
}

function wordsOf(error: z.ZodError): string {
  const [issue] = error.issues;
  return `Invalid value for ${issue?.path.join('.') || 'the request'}: ${issue?.message ?? 'not understood'}`;
}
