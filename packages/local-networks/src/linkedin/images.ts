/** `/rest/images`: where to upload to, the upload, and whether it can be used yet. */
import { z } from 'zod';
import type { Operation } from './call.ts';
import { notFound, notPermitted } from './error.ts';
import { check } from './posts.ts';
import type { State } from './state.ts';

const initialize = z.strictObject({ initializeUploadRequest: z.strictObject({ owner: z.string() }) });

export const initializeUpload: Operation = ({ state, token, body, origin }) => {
  const { owner } = check(initialize, body).initializeUploadRequest;
  state.checkAuthor(token, owner, 'images.initializeUpload');
  const id = state.newId();
  const image = `urn:li:image:${id}`;
  state.uploads.set(image, { owner });
  const value = { image, uploadUrl: `${origin}/upload/${id}`, uploadUrlExpiresAt: state.now + 3_600_000 };
  return { status: 200, body: { value } };
};

/** Answers the status. */
export function upload(state: State, id: string, bytes: Uint8Array, type?: string): 201 | 400 | 404 {
  const known = state.uploads.get(`urn:li:image:${id}`);
  if (!known) return 404;
  if (bytes.byteLength === 0 || known.bytes) return 400;
  const availableAt = state.now + (state.world.processing ?? 0);
  state.uploads.set(`urn:li:image:${id}`, { ...known, bytes, availableAt, ...(type && { type }) });
  return 201;
}

export const getImage: Operation = ({ state, token, params }) => {
  const { urn = '' } = params;
  const known = state.uploads.get(urn);
  if (!known) throw notFound(urn);
  // A person's own cannot be read back.
  if (!known.owner.startsWith('urn:li:organization:') || !token.scopes.includes('r_organization_social'))
    throw notPermitted('images.GET');
  return { status: 200, body: { id: urn, owner: known.owner, status: state.statusOf(urn) } };
};
