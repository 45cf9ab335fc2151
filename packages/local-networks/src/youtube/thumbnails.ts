/** `thumbnails.set`: the cover of a video, as a JPEG or a PNG, by channels that are verified. Of its bytes the hash is kept. */
import { createHash } from 'node:crypto';
import { invalid, YouTubeError } from './error.ts';
import type { State, Token } from './state.ts';
import type { Answer } from './uploads.ts';
import { ownVideo } from './videos.ts';

/** Bytes. */
const LARGEST = 2 * 1024 * 1024;
const TYPES = ['image/jpeg', 'image/png', 'application/octet-stream'];
const SIZES = { default: [120, 90], medium: [320, 180], high: [480, 360] } as const;

export interface GivenThumbnail {
  state: State;
  token: Token;
  query: Record<string, string>;
  contentType: string;
  bytes: Uint8Array;
}

/** Throws as Google refuses. */
export function setThumbnail({ state, token, query, contentType, bytes }: GivenThumbnail): Answer {
  state.checkScope(token, 'youtube.upload', 'youtube', 'youtube.force-ssl');
  state.spend({ units: 50 });
  if (!query.videoId) throw invalid('missingRequiredParameter', "Required parameter: 'videoId'.");
  if ((query.uploadType ?? 'media') !== 'media')
    throw invalid('invalidUploadType', 'Simple uploads alone are served here.');
  const video = ownVideo(state, token, query.videoId);
  if (state.channelOf(token).isUnverified) throw notVerified();
  if (bytes.byteLength === 0) throw invalid('mediaBodyRequired', 'The request does not include the image.');
  if (!TYPES.includes(contentType))
    throw invalid('mediaTypeNotSupported', `Media type '${contentType}' is not supported.`);
  if (bytes.byteLength > LARGEST || !isPicture(bytes))
    throw invalid('invalidImage', 'The provided image content is invalid.');
  video.thumbnail = { hash: createHash('sha256').update(bytes).digest('hex'), size: bytes.byteLength };
  state.thumbnailsSet += 1;
  const shown = Object.entries(SIZES).map(([name, [width, height]]) => [
    name,
    { url: `https://i.ytimg.com/vi/${video.id}/${name}.jpg`, width, height },
  ]);
  return { status: 200, body: { kind: 'youtube#thumbnailSetResponse', items: [Object.fromEntries(shown)] } };
}

/** By how it begins. */
function isPicture(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 8)).toString('hex');
  return head.startsWith('ffd8ff') || head === '89504e470d0a1a0a';
}

const notVerified = () =>
  new YouTubeError(
    403,
    'forbidden',
    "The authenticated user doesn't have permissions to upload and set custom video thumbnails.",
    'youtube.thumbnail',
  );
