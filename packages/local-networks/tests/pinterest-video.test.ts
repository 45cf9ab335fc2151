/** The local Pinterest's videos by themselves, asked with plain requests: the API's description, and nothing of a client. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { LocalPinterest } from '../src/pinterest/index.ts';
import { pixel } from './picture.ts';

const SCOPES = ['boards:read', 'boards:write', 'pins:read', 'pins:write'];
const BOARD = '5497558851751';

let now: number;
let pinterest: LocalPinterest;
let token: string;

beforeEach(async () => {
  now = Date.parse('2026-11-02T09:00:00Z');
  pinterest = new LocalPinterest({
    clock: { now: () => now },
    processing: 2_000,
    users: [
      { id: '1', username: 'ada', boards: [{ id: BOARD, name: 'Kites' }] },
      { id: '2', username: 'ben', boards: [] },
    ],
    apps: [],
  });
  await pinterest.start();
  token = pinterest.issueToken({ user: '1', app: 'app', scopes: SCOPES });
});
afterEach(() => pinterest.stop());

interface Registered {
  media_id: string;
  upload_url: string;
  upload_parameters: Record<string, string>;
}

async function ask<Body = Record<string, unknown>>(method: string, path: string, body?: unknown) {
  const response = await fetch(`${pinterest.url}/v5${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Body };
}

async function register(): Promise<Registered> {
  return (await ask<Registered>('POST', '/media', { media_type: 'video' })).body;
}

/** `order`: of the fields; the file where it says so. */
async function send(
  { upload_url, upload_parameters }: Registered,
  { order = [...Object.keys(upload_parameters), 'file'], headers = {} }: Sent = {},
): Promise<[number, string]> {
  const bytes = new Uint8Array(100);
  new TextEncoder().encodeInto('ftyp', bytes.subarray(4, 8));
  const body = new FormData();
  for (const name of order)
    if (name === 'file') body.append('file', new Blob([bytes]), 'video.mp4');
    else body.append(name, upload_parameters[name] ?? '');
  const response = await fetch(upload_url, { method: 'POST', body, headers });
  return [response.status, /<Code>(\w+)</.exec(await response.text())?.[1] ?? ''];
}

interface Sent {
  order?: string[];
  headers?: Record<string, string>;
}

const statusOf = async ({ media_id }: Registered) => (await ask('GET', `/media/${media_id}`)).body.status;

it('registers videos alone', async () => {
  expect((await ask('POST', '/media', { media_type: 'image' })).status).toBe(400);
  const { status, body } = await ask<Registered>('POST', '/media', { media_type: 'video' });
  expect([status, Object.keys(body).sort()]).toEqual([
    201,
    ['media_id', 'media_type', 'upload_parameters', 'upload_url'],
  ]);
  expect(await statusOf(body)).toBe('registered');
});

it('takes the file behind every field that was given, for an hour, and from nobody with a token', async () => {
  const media = await register();
  const names = Object.keys(media.upload_parameters);
  expect(await send(media, { order: ['file', ...names] })).toEqual([400, 'MalformedPOSTRequest']);
  expect(await send(media, { order: [...names.slice(1), 'file'] })).toEqual([403, 'AccessDenied']);
  expect(await send(media, { headers: { authorization: `Bearer ${token}` } })).toEqual([
    400,
    'InvalidArgument',
  ]);
  expect(await statusOf(media)).toBe('registered');
  expect(await send(media)).toEqual([204, '']);
  now += 3_600_000;
  expect(await send(media)).toEqual([403, 'AccessDenied']);
});

it('makes a Pin of a video that has succeeded, with a cover, and of nobody else', async () => {
  const media = await register();
  await send(media);
  const pin = (more: object) => {
    const media_source = { source_type: 'video_id', media_id: media.media_id, ...more };
    return ask('POST', '/pins', { board_id: BOARD, media_source });
  };
  const cover = { cover_image_key_frame_time: 0 };
  expect([await statusOf(media), (await pin(cover)).status]).toEqual(['processing', 400]);
  now += 2_000;
  expect([await statusOf(media), (await pin({})).status]).toEqual(['succeeded', 400]);
  expect((await pin({ cover_image_key_frame_time: 1.5 })).status).toBe(400);
  const data = Buffer.from(pixel(1)).toString('base64');
  expect((await pin({ cover_image_data: data })).status).toBe(400);
  expect((await pin({ cover_image_data: data, cover_image_content_type: 'image/jpeg' })).status).toBe(400);
  expect((await pin({ cover_image_data: data, cover_image_content_type: 'image/png' })).status).toBe(201);
  expect(await pin(cover)).toMatchObject({ status: 201, body: { media: { media_type: 'video' } } });
  token = pinterest.issueToken({ user: '2', app: 'app', scopes: SCOPES });
  expect((await ask('GET', `/media/${media.media_id}`)).status).toBe(404);
});
