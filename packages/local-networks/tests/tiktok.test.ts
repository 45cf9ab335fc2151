/** The local TikTok refuses what the real one refuses: asked by hand, not by our client. */
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LocalTikTok } from '../src/tiktok/index.ts';

const MIB = 1024 * 1024;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const SCOPES = ['user.info.basic', 'video.publish', 'video.list'];
const BACK = 'https://example.org/back';
const APP = { id: 'key', secret: 'shh', redirects: [BACK], domains: ['127.0.0.1'] };
let now = 0;
let tiktok: LocalTikTok;
let token: string;

beforeEach(async () => {
  now = Date.parse('2026-11-30T12:00:00Z');
  tiktok = new LocalTikTok({
    clock: { now: () => now },
    users: [
      { id: 'open-acme', username: 'acme', displayName: 'Acme', off: ['duet'], longest: 300 },
      { id: 'open-ben', username: 'ben', displayName: 'Ben', isPrivate: true },
    ],
    apps: [
      { ...APP, standing: 'audited' },
      { ...APP, id: 'new', standing: 'unaudited' },
    ],
    ...{ processingTakes: MINUTE, moderationTakes: 5 * MINUTE },
  });
  await tiktok.start();
  token = tokenFor('open-acme');
});
afterEach(() => tiktok.stop());

function tokenFor(user: string, app = 'key', scopes = SCOPES): string {
  return tiktok.issueToken({ user, app, scopes });
}

interface Answer {
  data: Record<string, unknown>;
  error: { code: string; message: string; log_id: string };
}

async function ask(path: string, body: unknown = {}): Promise<Answer & { status: number; text: string }> {
  const response = await fetch(`${tiktok.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json; charset=UTF-8' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, text, ...(JSON.parse(text) as Answer) };
}

const codeOf = async (asked: Promise<Answer & { status: number }>) => {
  const { status, error } = await asked;
  return [status, error.code];
};

function begin(size: number, { info = {}, source = {} }: { info?: object; source?: object } = {}) {
  const chunk = Math.min(size, 5 * MIB);
  return ask('/v2/post/publish/video/init/', {
    post_info: { title: 'Kites', privacy_level: 'PUBLIC_TO_EVERYONE', ...info },
    source_info: {
      ...{ source: 'FILE_UPLOAD', video_size: size, chunk_size: chunk },
      ...{ total_chunk_count: Math.floor(size / chunk), ...source },
    },
  });
}

async function put(address: unknown, range: string, bytes: Buffer<ArrayBuffer>, type = 'video/mp4') {
  const headers = { 'content-range': range, 'content-type': type };
  return (await fetch(String(address), { method: 'PUT', headers, body: bytes })).status;
}

const statusOf = (id: unknown) => ask('/v2/post/publish/status/fetch/', { publish_id: id });

describe('a video', () => {
  test('comes in chunks in their order, is worked on, goes out, and has an id when it was looked at', async () => {
    const bytes = Buffer.alloc(12 * MIB + 17, 7);
    const size = bytes.length;
    const { data } = await begin(size);
    const address = data.upload_url;
    const first = bytes.subarray(0, 5 * MIB);
    expect(await put(address, `bytes 0-${5 * MIB - 1}/${size}`, first)).toBe(206);
    expect((await statusOf(data.publish_id)).data).toEqual({
      ...{ status: 'PROCESSING_UPLOAD', uploaded_bytes: 5 * MIB },
    });
    // The last one has all of the rest.
    expect(await put(address, `bytes ${5 * MIB}-${size - 1}/${size}`, bytes.subarray(5 * MIB))).toBe(201);
    expect((await statusOf(data.publish_id)).data.status).toBe('PROCESSING_UPLOAD');
    expect(tiktok.posts()).toEqual([]);
    now += MINUTE;
    expect((await statusOf(data.publish_id)).data).toMatchObject({
      ...{ status: 'PUBLISH_COMPLETE', publicaly_available_post_id: [] },
    });
    expect(tiktok.posts()).toMatchObject([
      { hash: createHash('sha256').update(bytes).digest('hex'), title: 'Kites' },
    ]);
    now += 5 * MINUTE;
    const { text } = await statusOf(data.publish_id);
    // A number with more digits than JavaScript keeps.
    expect(text).toContain(`"publicaly_available_post_id":[${tiktok.posts()[0]?.post}]`);
    expect(tiktok.posts()[0]?.post).toMatch(/^\d{19}$/);
  });

  test('takes no chunk out of its order, twice, of another size or type, or for an address that is over', async () => {
    const bytes = Buffer.alloc(5 * MIB);
    const size = 15 * MIB;
    const { data } = await begin(size);
    const address = data.upload_url;
    const range = (from: number) => `bytes ${from * MIB}-${(from + 5) * MIB - 1}/${size}`;
    expect(await put(address, range(5), bytes)).toBe(416);
    expect(await put(address, range(0), bytes, 'video/x-msvideo')).toBe(400);
    expect(await put(address, `bytes 0-${MIB - 1}/${size}`, bytes.subarray(0, MIB))).toBe(400);
    expect(await put(address, range(0), bytes)).toBe(206);
    expect(await put(address, range(0), bytes)).toBe(416);
    expect(await put(`${address}x`, range(5), bytes)).toBe(404);
    now += 60 * MINUTE;
    expect(await put(address, range(5), bytes)).toBe(403);
  });

  test('whose chunk broke off has none of it', async () => {
    const { data } = await begin(5 * MIB);
    tiktok.faults.next('chunk.last', { breakAfter: MIB });
    const broken = put(data.upload_url, `bytes 0-${5 * MIB - 1}/${5 * MIB}`, Buffer.alloc(5 * MIB));
    await expect(broken).rejects.toThrow();
    expect((await statusOf(data.publish_id)).data.uploaded_bytes).toBe(0);
  });

  test('that was judged is told with the reason, before it is out and after', async () => {
    const { data } = await begin(1_000);
    await put(data.upload_url, 'bytes 0-999/1000', Buffer.alloc(1_000));
    now += MINUTE;
    expect(tiktok.posts()).toHaveLength(1);
    tiktok.judge(String(data.publish_id), 'spam_risk');
    expect((await statusOf(data.publish_id)).data).toMatchObject({
      ...{ status: 'FAILED', fail_reason: 'spam_risk' },
    });
    expect(tiktok.posts()).toEqual([]);
  });
});

describe('refused is', () => {
  test.each([
    ['a count of chunks that is rounded up', 12 * MIB, { source: { total_chunk_count: 3 } }],
    ['a chunk of less than 5 MiB', 12 * MIB, { source: { chunk_size: MIB, total_chunk_count: 12 } }],
    ['a chunk of more than 64 MiB', 65 * MIB, { source: { chunk_size: 65 * MIB, total_chunk_count: 1 } }],
    ['a small file in two chunks', 4 * MIB, { source: { chunk_size: 2 * MIB, total_chunk_count: 2 } }],
    ['a caption of 2,201 UTF-16 units', 1_000, { info: { title: `${'a'.repeat(2_199)}🌞` } }],
    ['a privacy that there is not', 1_000, { info: { privacy_level: 'PUBLIC' } }],
    ['no privacy', 1_000, { info: { privacy_level: undefined } }],
    ['a key that is unknown', 1_000, { info: { hello: 1 } }],
  ])('%s', async (_what, size, given) => {
    expect(await codeOf(begin(size, given))).toEqual([400, 'invalid_params']);
  });

  test('a privacy that the account does not offer', async () => {
    const { data } = await ask('/v2/post/publish/creator_info/query/');
    expect(data).toMatchObject({
      privacy_level_options: ['PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'],
      ...{ duet_disabled: true, comment_disabled: false, max_video_post_duration_sec: 300 },
      creator_username: 'acme',
    });
    const asked = begin(1_000, { info: { privacy_level: 'FOLLOWER_OF_CREATOR' } });
    expect(await codeOf(asked)).toEqual([403, 'privacy_level_option_mismatch']);
  });

  test.each([
    ['open-acme', 'SELF_ONLY', 403],
    ['open-ben', 'FOLLOWER_OF_CREATOR', 403],
    ['open-ben', 'SELF_ONLY', 200],
  ])('an app without an audit, but for private accounts and their own eyes (%s, %s)', async (...one) => {
    const [user, privacy_level, status] = one;
    token = tokenFor(user, 'new');
    const answer = await begin(1_000, { info: { privacy_level } });
    const code = status === 200 ? 'ok' : 'unaudited_client_can_only_post_to_private_accounts';
    expect([answer.status, answer.error.code]).toEqual([status, code]);
  });

  test('what comes too fast: the seventh in a minute, the 21st question for the account', async () => {
    for (let count = 0; count < 6; count += 1) expect((await begin(1_000)).status).toBe(200);
    expect(await codeOf(begin(1_000))).toEqual([429, 'rate_limit_exceeded']);
    now += MINUTE;
    expect((await begin(1_000)).status).toBe(200);
    const info = () => ask('/v2/post/publish/creator_info/query/');
    for (let count = 0; count < 20; count += 1) expect((await info()).status).toBe(200);
    expect(await codeOf(info())).toEqual([429, 'rate_limit_exceeded']);
  });

  test('a token that is over, a scope that was left out, somebody else’s publish_id', async () => {
    const { data } = await begin(1_000);
    token = tokenFor('open-ben');
    expect(await codeOf(statusOf(data.publish_id))).toEqual([
      ...[401, 'token_not_authorized_for_specified_publish_id'],
    ]);
    expect(await codeOf(statusOf('v_pub_file~x'))).toEqual([400, 'invalid_publish_id']);
    token = tokenFor('open-acme', 'key', ['user.info.basic']);
    expect(await codeOf(begin(1_000))).toEqual([401, 'scope_not_authorized']);
    now += 2 * 60 * MINUTE;
    expect(await codeOf(begin(1_000))).toEqual([401, 'access_token_invalid']);
  });

  test('a path without its last slash', async () => {
    const { status } = await fetch(`${tiktok.url}/v2/post/publish/video/init`, { method: 'POST' });
    expect(status).toBe(404);
  });
});

describe('photos', () => {
  let pictures: Server;
  const at = (path: string) => `http://127.0.0.1:${(pictures.address() as AddressInfo).port}${path}`;

  beforeEach(async () => {
    const blank = sharp({ create: { width: 2, height: 2, channels: 3, background: '#fff' } });
    const files: Record<string, [string, Buffer]> = {
      '/a.jpeg': ['image/jpeg', await blank.clone().jpeg().toBuffer()],
      '/a.png': ['image/png', await blank.clone().png().toBuffer()],
    };
    pictures = createServer(({ url = '' }, response) => {
      const [type, bytes] = files[url] ?? [];
      if (url === '/moved') return void response.writeHead(302, { location: '/a.jpeg' }).end();
      response.writeHead(type ? 200 : 404, { 'content-type': type ?? 'text/plain' }).end(bytes);
    });
    await new Promise<void>((resolve) => pictures.listen(0, '127.0.0.1', () => resolve()));
  });
  afterEach(() => void pictures.close());

  const show = (addresses: string[], info = {}) =>
    ask('/v2/post/publish/content/init/', {
      ...{ media_type: 'PHOTO', post_mode: 'DIRECT_POST' },
      post_info: { title: 'T', description: 'D', privacy_level: 'SELF_ONLY', ...info },
      source_info: { source: 'PULL_FROM_URL', photo_images: addresses, photo_cover_index: 0 },
    });

  test('are fetched, and go out by themselves', async () => {
    const { data } = await show([at('/a.jpeg'), at('/a.jpeg')]);
    expect((await statusOf(data.publish_id)).data.status).toBe('PROCESSING_DOWNLOAD');
    now += MINUTE;
    expect((await statusOf(data.publish_id)).data.status).toBe('PUBLISH_COMPLETE');
    expect(tiktok.posts()).toMatchObject([{ title: 'T', description: 'D', photos: [{}, {}] }]);
  });

  test.each([
    ['/a.png', 'file_format_check_failed'],
    ['/moved', 'photo_pull_failed'],
    ['/none', 'photo_pull_failed'],
  ])('from %s fail: %s', async (path, reason) => {
    const { data } = await show([at('/a.jpeg'), at(path)]);
    expect((await statusOf(data.publish_id)).data).toMatchObject({ status: 'FAILED', fail_reason: reason });
  });

  test('are not fetched from where nobody proved to own', async () => {
    const asked = show(['https://elsewhere.example/a.jpeg']);
    expect(await codeOf(asked)).toEqual([403, 'url_ownership_unverified']);
  });

  test.each([{ title: 'a'.repeat(91) }, { description: 'a'.repeat(4_001) }])(
    'have a title and a description of so many characters',
    async (info) => {
      expect(await codeOf(show([at('/a.jpeg')], info))).toEqual([400, 'invalid_params']);
    },
  );

  test('of the 36th on are refused', async () => {
    const many = Array.from({ length: 36 }, () => at('/a.jpeg'));
    expect(await codeOf(show(many))).toEqual([400, 'invalid_params']);
  });
});

describe('what is listed', () => {
  async function out(info = {}) {
    const { data } = await begin(1_000, { info });
    await put(data.upload_url, 'bytes 0-999/1000', Buffer.alloc(1_000));
    return String(data.publish_id);
  }
  const list = () => ask('/v2/video/list/?fields=id,video_description', { max_count: 20 });

  test('is public, and was looked at', async () => {
    const shown = await out();
    await out({ privacy_level: 'SELF_ONLY', title: 'Mine' });
    expect((await list()).data.videos).toEqual([]);
    now += 6 * MINUTE;
    const { post } = tiktok.posts()[0] ?? {};
    expect((await list()).data.videos).toEqual([{ id: post, video_description: 'Kites' }]);
    tiktok.engage(shown, { likes: 3, comments: 2, shares: 1 });
    const asked = { filters: { video_ids: [post, '1'] } };
    const { data } = await ask('/v2/video/query/?fields=like_count,comment_count,share_count', asked);
    expect(data.videos).toEqual([{ like_count: 3, comment_count: 2, share_count: 1 }]);
    tiktok.takeDown(shown);
    expect((await list()).data.videos).toEqual([]);
  });

  test('is asked for by its fields, twenty at a time', async () => {
    expect(await codeOf(ask('/v2/video/list/', {}))).toEqual([400, 'invalid_params']);
    const many = { filters: { video_ids: Array.from({ length: 21 }, (_, index) => String(index)) } };
    expect(await codeOf(ask('/v2/video/query/?fields=id', many))).toEqual([400, 'invalid_params']);
  });
});

describe('a login', () => {
  const query = new URLSearchParams({
    ...{ client_key: 'key', response_type: 'code', redirect_uri: BACK, state: 's', scope: SCOPES.join(',') },
  });

  async function allow(form: Record<string, string>, scopes = SCOPES): Promise<URLSearchParams> {
    const body = new URLSearchParams(form);
    for (const scope of scopes) body.append('scope', scope);
    const led = await fetch(`${tiktok.url}/v2/auth/authorize/?${query}`, {
      ...{ method: 'POST', body, redirect: 'manual' },
    });
    return new URL(led.headers.get('location') ?? '').searchParams;
  }

  async function exchange(form: Record<string, string>) {
    const body = new URLSearchParams({ client_key: 'key', client_secret: 'shh', ...form });
    const answer = await fetch(`${tiktok.url}/v2/oauth/token/`, { method: 'POST', body });
    const told = (await answer.json()) as Partial<Record<'access_token' | 'refresh_token', string>>;
    return { ...told, status: answer.status };
  }

  const byCode = (code: string) => exchange({ grant_type: 'authorization_code', code, redirect_uri: BACK });

  test('gives what was ticked, for two hours and 180 days', async () => {
    const came = await allow({ answer: 'allow', user: 'open-acme' }, SCOPES.slice(0, 2));
    expect(came.get('scopes')).toBe('user.info.basic,video.publish');
    const code = came.get('code') ?? '';
    expect(await byCode(code)).toMatchObject({
      ...{ status: 200, open_id: 'open-acme', expires_in: 7_200, refresh_expires_in: 180 * 86_400 },
      scope: 'user.info.basic,video.publish',
    });
    expect(await byCode(code)).toMatchObject({ status: 400, error: 'invalid_grant' });
  });

  test('that was refused comes back so', async () => {
    expect((await allow({ answer: 'cancel' })).get('error')).toBe('access_denied');
  });

  test('is renewed by a token that is replaced: the old one stops', async () => {
    const { refresh_token } = await byCode(
      (await allow({ answer: 'allow', user: 'open-acme' })).get('code') ?? '',
    );
    const renew = (refresh = '') => exchange({ grant_type: 'refresh_token', refresh_token: refresh });
    now += DAY;
    const renewed = await renew(refresh_token);
    expect(renewed).toMatchObject({ status: 200, refresh_expires_in: 179 * 86_400 });
    expect(renewed.refresh_token).not.toBe(refresh_token);
    expect(await renew(refresh_token)).toMatchObject({ status: 400, error: 'invalid_grant' });
    expect((await renew(renewed.refresh_token)).status).toBe(200);
  });

  test('of an app whose secret is wrong is refused', async () => {
    const form = { grant_type: 'refresh_token', refresh_token: 'x', client_secret: 'y' };
    expect(await exchange(form)).toMatchObject({ status: 400, error: 'invalid_client' });
  });

  test('that is withdrawn ends all of its tokens', async () => {
    const given = await byCode((await allow({ answer: 'allow', user: 'open-acme' })).get('code') ?? '');
    const form = { client_key: 'key', client_secret: 'shh', token: given.access_token ?? '' };
    const body = new URLSearchParams(form);
    expect((await fetch(`${tiktok.url}/v2/oauth/revoke/`, { method: 'POST', body })).status).toBe(200);
    token = given.access_token ?? '';
    expect(await codeOf(begin(1_000))).toEqual([401, 'access_token_invalid']);
  });
});
