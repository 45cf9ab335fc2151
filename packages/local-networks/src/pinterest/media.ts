/** `/v5/media` and the bucket behind it: videos are registered, sent there by a form, and worked on. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type Refused, readSigned, type Sent } from '../signed-form.ts';
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

/** As the bucket answers: it is no part of Pinterest. */
export async function takeUpload(state: State, sent: Sent): Promise<Refused | undefined> {
  const read = readSigned(sent, state.media.values(), state.now);
  if ('code' in read) return read;
  const { lease: media, file } = read;
  media.bytes = new Uint8Array(await file.arrayBuffer());
  media.doneAt = state.now + (state.world.processing ?? 0);
  return undefined;
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
