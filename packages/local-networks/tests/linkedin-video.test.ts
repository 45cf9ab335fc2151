/** The local LinkedIn's videos by themselves, asked with plain requests: what is known of the real one. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { LocalLinkedIn } from '../src/linkedin/index.ts';
import { type Answer, askLinkedIn, postOf } from './linkedin-rig.ts';

const SCOPES = ['w_organization_social', 'r_organization_social'];
const PAGE = 'urn:li:organization:7';
const SIZE = 5_000_000;

let now: number;
let linkedin: LocalLinkedIn;
let token: string;

beforeEach(async () => {
  now = Date.parse('2026-11-02T09:00:00Z');
  linkedin = new LocalLinkedIn({
    clock: { now: () => now },
    processing: 2_000,
    members: [
      { id: 'ada', name: 'Ada', roles: { 7: 'ADMINISTRATOR' } },
      { id: 'ben', name: 'Ben', roles: {} },
    ],
    organizations: [{ id: 7, name: 'Acme', vanityName: 'acme' }],
    apps: [],
  });
  await linkedin.start();
  token = linkedin.issueToken('ada', SCOPES);
});
afterEach(() => linkedin.stop());

function ask(method: string, path: string, body?: unknown): Promise<Answer> {
  return askLinkedIn(linkedin, token, [method, path], body);
}

interface Begun {
  video: string;
  uploadToken: string;
  uploadInstructions: { uploadUrl: string; firstByte: number; lastByte: number }[];
}

async function begin(more: object = {}): Promise<Begun> {
  const asked = { owner: PAGE, fileSizeBytes: SIZE, uploadCaptions: false, uploadThumbnail: false, ...more };
  const answer = await ask('POST', '/rest/videos?action=initializeUpload', {
    initializeUploadRequest: asked,
  });
  return answer.body.value as Begun;
}

function finalize({ video, uploadToken }: Begun, uploadedPartIds: string[], more: object = {}) {
  const finalizeUploadRequest = { video, uploadToken, uploadedPartIds, ...more };
  return ask('POST', '/rest/videos?action=finalizeUpload', { finalizeUploadRequest });
}

async function give(address: string | undefined, bytes: number): Promise<{ status: number; etag: string }> {
  const body = new Uint8Array(bytes);
  new TextEncoder().encodeInto('ftyp', body.subarray(4, 8));
  const { status, headers } = await fetch(address ?? '', { method: 'PUT', body });
  return { status, etag: headers.get('etag') ?? '' };
}

function post({ video }: Begun, author = PAGE): Promise<Answer> {
  return ask('POST', '/rest/posts', postOf(author, '', { content: { media: { id: video } } }));
}

const statusOf = async ({ video }: Begun) =>
  (await ask('GET', `/rest/videos/${encodeURIComponent(video)}`)).body.status;

it('asks for parts of four megabytes, each at an address of its own', async () => {
  const { uploadInstructions, uploadToken } = await begin();
  expect(uploadInstructions.map(({ firstByte, lastByte }) => [firstByte, lastByte])).toEqual([
    [0, 4_194_303],
    [4_194_304, 8_388_607],
  ]);
  expect(new Set(uploadInstructions.map(({ uploadUrl }) => uploadUrl)).size).toBe(2);
  expect(uploadToken).not.toBe('');
  expect((await begin({ fileSizeBytes: 1_055_736 })).uploadToken).toBe('');
});

it('takes each part in its whole length, for an hour, and what it was called last in their order', async () => {
  const begun = await begin();
  const [first, second] = begun.uploadInstructions.map(({ uploadUrl }) => uploadUrl);
  expect((await give(first, 4_194_303)).status).toBe(400);
  const before = await give(first, 4_194_304);
  const [one, two] = [await give(first, 4_194_304), await give(second, SIZE - 4_194_304)];
  expect([one.status, two.status]).toEqual([200, 200]);
  expect((await finalize(begun, [before.etag, two.etag])).status).toBe(400);
  expect((await finalize(begun, [two.etag, one.etag])).status).toBe(400);
  expect((await finalize(begun, [one.etag])).status).toBe(400);
  expect((await finalize(begun, [one.etag, two.etag], { uploadToken: '' })).status).toBe(400);
  expect(await statusOf(begun)).toBe('WAITING_UPLOAD');
  expect((await finalize(begun, [one.etag, two.etag])).status).toBe(200);
  expect((await finalize(begun, [one.etag, two.etag])).status).toBe(400);
  const late = await begin();
  now += 3_600_000;
  expect((await give(late.uploadInstructions[0]?.uploadUrl, 4_194_304)).status).toBe(401);
});

it('shows a video in a post when it is AVAILABLE, and not before, nor to who may not see it', async () => {
  const begun = await begin({ fileSizeBytes: 100 });
  const { etag } = await give(begun.uploadInstructions[0]?.uploadUrl, 100);
  await finalize(begun, [etag]);
  expect([await statusOf(begun), (await post(begun)).status]).toEqual(['PROCESSING', 422]);
  now += 2_000;
  expect([await statusOf(begun), (await post(begun)).status]).toEqual(['AVAILABLE', 201]);
  expect(linkedin.feed()).toMatchObject([{ hasVideo: true, pictures: [] }]);
  token = linkedin.issueToken('ben', SCOPES);
  expect((await ask('GET', `/rest/videos/${encodeURIComponent(begun.video)}`)).status).toBe(403);
  expect(await begin()).toBeUndefined();
});

it('tells nobody how a video of a person stands, and refuses its post until it can be shown', async () => {
  token = linkedin.issueToken('ada', ['openid', 'profile', 'w_member_social']);
  const author = 'urn:li:person:ada';
  const begun = await begin({ owner: author, fileSizeBytes: 100 });
  const { etag } = await give(begun.uploadInstructions[0]?.uploadUrl, 100);
  expect((await finalize(begun, [etag])).status).toBe(200);
  const look = () => ask('GET', `/rest/videos/${encodeURIComponent(begun.video)}`);
  expect([(await look()).status, (await post(begun, author)).status]).toEqual([403, 422]);
  now += 2_000;
  expect([(await look()).status, (await post(begun, author)).status]).toEqual([403, 201]);
});
