/** `/v5/media` and the bucket behind it: videos are registered, sent there by a form, and worked on. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Call, Operation } from './call.ts';
import { invalid, noMedia } from './error.ts';
import type { Media, State } from './state.ts';

/** Ms for which the form is taken. */
const LASTS = 3_600_000;

const register = z.strictObject({ media_type: z.literal('video') });

export const registerMedia: Operation = ({ state, token, body, origin }) => {
  state.checkScopes(token, 'pins:read', 'pins:write');
  if (!register.safeParse(body).success) throw invalid('media_type must be video.');
  const id = state.newId();
  const secret = () => randomBytes(16).toString('hex');
  const parameters = {
    'x-amz-date': new Date(state.now).toISOString().replaceAll(/[-:]|\.\d+/g, ''),
    ...{
      'x-amz-signature': secret(),
      'x-amz-security-token': secret(),
      'x-amz-algorithm': 'AWS4-HMAC-SHA256',
    },
    ...{ key: `uploads/${id}.mp4`, policy: secret(), 'x-amz-credential': secret() },
    'Content-Type': 'multipart/form-data',
  };
  state.media.set(id, { id, user: token.user, parameters, expiresAt: state.now + LASTS });
  const told = { media_id: id, media_type: 'video', upload_url: `${origin}/bucket/` };
  return { status: 201, body: { ...told, upload_parameters: parameters } };
};

export const getMedia: Operation = ({ state, token, params }) => {
  state.checkScopes(token, 'pins:read');
  const media = ownMedia(state, token, params.media);
  return {
    status: 200,
    body: { media_id: media.id, media_type: 'video', status: statusOf(state, media) },
  };
};

export interface Sent {
  /** Names and values in their order. */
  form: [string, string | File][];
  header(name: string): string | undefined;
}

/** As the bucket answers: it is no part of Pinterest, and speaks XML. Every field that was given, and the file behind them. */
export async function takeUpload(
  state: State,
  { form, header }: Sent,
): Promise<{ status: 204 | 400 | 403 | 411; code?: string }> {
  if (header('content-length') === undefined) return { status: 411, code: 'MissingContentLength' };
  // One kind of credentials alone, and the form brings its own.
  if (header('authorization') !== undefined) return { status: 400, code: 'InvalidArgument' };
  const [name, file] = form.at(-1) ?? ['', ''];
  if (name !== 'file' || typeof file === 'string') return { status: 400, code: 'MalformedPOSTRequest' };
  const fields = Object.fromEntries(form.slice(0, -1));
  const media = [...state.media.values()].find(({ parameters }) => parameters.key === fields.key);
  const isSigned = media && Object.entries(media.parameters).every(([key, value]) => fields[key] === value);
  if (!isSigned || media.expiresAt <= state.now) return { status: 403, code: 'AccessDenied' };
  media.bytes = new Uint8Array(await file.arrayBuffer());
  media.doneAt = state.now + (state.world.processing ?? 0);
  return { status: 204 };
}

/** Throws where no Pin can be made of it. */
export function readyMedia(state: State, token: Call['token'], id: string): Media {
  const media = ownMedia(state, token, id);
  if (statusOf(state, media) !== 'succeeded') throw invalid('The media upload has not succeeded.');
  return media;
}

function statusOf({ now, world }: State, { bytes, doneAt }: Media): string {
  if (!bytes || doneAt === undefined) return 'registered';
  if (doneAt > now) return 'processing';
  const isMp4 = Buffer.from(bytes.subarray(4, 8)).toString('latin1') === 'ftyp';
  return isMp4 && !world.makesNothingOfVideos ? 'succeeded' : 'failed';
}

function ownMedia(state: State, token: Call['token'], id = ''): Media {
  const media = state.media.get(id);
  if (media?.user !== token.user) throw noMedia();
  return media;
}
