/** `/rest/videos`: in which parts to upload, each part, that they are all there, and whether it can be used yet. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Operation } from './call.ts';
import { LinkedInError, notFound, notPermitted } from './error.ts';
import { check } from './posts.ts';
import type { State } from './state.ts';

const PART = 4 * 1024 * 1024;
const LASTS = 3_600_000;

const initialize = z.strictObject({
  initializeUploadRequest: z.strictObject({
    owner: z.string(),
    fileSizeBytes: z.int().min(1),
    uploadCaptions: z.boolean().optional(),
    uploadThumbnail: z.boolean().optional(),
  }),
});

export const initializeVideo: Operation = ({ state, token, query, body, origin }) => {
  if (query.action !== 'initializeUpload') throw new LinkedInError(400, 'Unknown action');
  const { owner, fileSizeBytes: size } = check(initialize, body).initializeUploadRequest;
  state.checkAuthor(token, owner, 'videos.initializeUpload');
  const id = state.newId();
  const count = Math.ceil(size / PART);
  // Of what fits in one part it is empty.
  const uploadToken = count > 1 ? state.newSecret() : '';
  const expiresAt = state.now + LASTS;
  const parts = Array.from({ length: count }, () => null);
  state.videos.set(`urn:li:video:${id}`, { owner, size, token: uploadToken, parts, expiresAt });
  const uploadInstructions = parts.map((_, index) => ({
    uploadUrl: `${origin}/upload/video/${id}/${index}`,
    firstByte: index * PART,
    // The last one too, wherever the video ends.
    lastByte: (index + 1) * PART - 1,
  }));
  const value = {
    video: `urn:li:video:${id}`,
    uploadInstructions,
    uploadToken,
    uploadUrlsExpireAt: expiresAt,
  };
  return { status: 200, body: { value } };
};

/** Answers the status, and what the part is called from now on. */
export function uploadPart(
  state: State,
  { id, index, bytes }: { id: string; index: number; bytes: Uint8Array },
): { status: 200 | 400 | 401 | 404; etag?: string } {
  const urn = `urn:li:video:${id}`;
  const video = state.videos.get(urn);
  if (!video || !(index in video.parts)) return { status: 404 };
  if (video.expiresAt <= state.now) return { status: 401 };
  const length = Math.min(PART, video.size - index * PART);
  if (bytes.byteLength !== length || state.uploads.has(urn)) return { status: 400 };
  const hash = createHash('sha256').update(bytes).digest('hex');
  const etag = `/ambry-video/signedId/${state.newId()}${hash}.bin`;
  video.parts[index] = { id: etag, bytes };
  return { status: 200, etag };
}

const finalize = z.strictObject({
  finalizeUploadRequest: z.strictObject({
    video: z.string(),
    uploadToken: z.string(),
    uploadedPartIds: z.array(z.string()),
  }),
});

export const finalizeVideo: Operation = ({ state, token, body }) => {
  const { video: urn, uploadToken, uploadedPartIds } = check(finalize, body).finalizeUploadRequest;
  const video = state.videos.get(urn);
  if (!video) throw notFound(urn);
  state.checkAuthor(token, video.owner, 'videos.finalizeUpload');
  if (state.uploads.has(urn)) throw new LinkedInError(400, 'The upload was finalized already');
  if (uploadToken !== video.token) throw new LinkedInError(400, 'The uploadToken is not that of the video');
  const parts = video.parts.flatMap((part) => part ?? []);
  const ids = parts.map(({ id }) => id);
  if (parts.length < video.parts.length || JSON.stringify(ids) !== JSON.stringify(uploadedPartIds))
    throw new LinkedInError(400, 'The uploadedPartIds are not those of all parts, in their order');
  const bytes = Buffer.concat(parts.map((part) => part.bytes));
  const availableAt = state.now + (state.world.processing ?? 0);
  state.uploads.set(urn, { owner: video.owner, bytes, type: 'video/mp4', availableAt });
  video.parts = [];
  return { status: 200 };
};

export const getVideo: Operation = ({ state, token, params }) => {
  const { urn = '' } = params;
  const video = state.videos.get(urn);
  if (!video) throw notFound(urn);
  // A person's own cannot be read back.
  const [, page = ''] = /^urn:li:organization:(\d+)$/.exec(video.owner) ?? [];
  const may = state.memberOf(token).roles[page] && token.scopes.includes('r_organization_social');
  if (!may) throw notPermitted('videos.GET');
  return { status: 200, body: { id: urn, owner: video.owner, status: state.statusOf(urn) } };
};
