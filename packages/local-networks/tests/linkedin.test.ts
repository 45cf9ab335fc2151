/** The local LinkedIn by itself, asked with plain requests: what is known of the real one, and nothing of a client. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LocalLinkedIn } from '../src/linkedin/index.ts';
import { type Answer, askLinkedIn, postOf } from './linkedin-rig.ts';
import { pixel } from './picture.ts';

const SCOPES = ['w_organization_social', 'r_organization_social', 'rw_organization_admin'];
const PAGE = 'urn:li:organization:7';
const REDIRECT = 'http://127.0.0.1/back';

let now: number;
let linkedin: LocalLinkedIn;
let token: string;

beforeEach(async () => {
  now = Date.parse('2026-11-02T09:00:00Z');
  linkedin = new LocalLinkedIn({
    clock: { now: () => now },
    processing: 2_000,
    members: [{ id: 'ada', name: 'Ada', roles: { 7: 'ADMINISTRATOR' } }],
    organizations: [{ id: 7, name: 'Acme', vanityName: 'acme' }],
    apps: [{ id: 'app', secret: 'shh', redirects: [REDIRECT], scopes: SCOPES, refreshes: true }],
  });
  await linkedin.start();
  token = linkedin.issueToken('ada', SCOPES);
});
afterEach(() => linkedin.stop());

function ask(
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
): Promise<Answer> {
  return askLinkedIn(linkedin, token, [method, path], body, headers);
}

function post(commentary: string, more: Record<string, unknown> = {}): Promise<Answer> {
  return ask('POST', '/rest/posts', postOf(PAGE, commentary, more));
}

async function upload(owner = PAGE): Promise<string> {
  const { body } = await ask('POST', '/rest/images?action=initializeUpload', {
    initializeUploadRequest: { owner },
  });
  const { uploadUrl, image } = body.value as { uploadUrl: string; image: string };
  await fetch(uploadUrl, { method: 'PUT', body: pixel() });
  return image;
}

describe('a request', () => {
  it('needs a version that lives, and the protocol', async () => {
    const with_ = (headers: Record<string, string>) =>
      ask('GET', `/rest/posts?q=author&author=${PAGE}`, undefined, headers);
    expect(await with_({ 'linkedin-version': '202510' })).toMatchObject({
      ...{
        status: 426,
        body: { code: 'NONEXISTENT_VERSION', message: 'Requested version 202510 is not active' },
      },
    });
    // Until the 15th of its month a year later.
    expect((await with_({ 'linkedin-version': '202511' })).status).toBe(200);
    now = Date.parse('2026-11-16T09:00:00Z');
    expect((await with_({ 'linkedin-version': '202511' })).status).toBe(426);
    expect((await with_({ 'linkedin-version': '' })).status).toBe(400);
    expect((await with_({ 'x-restli-protocol-version': '1.0.0' })).status).toBe(400);
    expect((await with_({ authorization: 'Bearer wrong' })).body).toMatchObject({ serviceErrorCode: 65_600 });
  });
});

describe('a commentary', () => {
  it.each([
    ['Open \\(daily\\), all', 'Open (daily), all'],
    ['Open (daily), all', 'Open '],
    ['{hashtag|\\#|News} today', '#News today'],
    ['#News today', ''],
    ['By @[Acme](urn:li:organization:7).', 'By Acme.'],
  ])('of %j is read as %j', async (commentary, read) => {
    await post(commentary, { content: { article: { source: 'https://example.org', title: 'x' } } });
    expect(linkedin.posts().map(({ text }) => text)).toEqual([read]);
  });

  it('that was posted lately is refused, and the post named, also when it is gone', async () => {
    const { id } = await post('Once');
    const again = await post('Once');
    expect([again.status, again.body.message]).toEqual([422, expect.stringContaining(`duplicate of ${id}`)]);
    expect((await ask('DELETE', `/rest/posts/${encodeURIComponent(id ?? '')}`)).status).toBe(204);
    expect((await ask('DELETE', `/rest/posts/${encodeURIComponent(id ?? '')}`)).status).toBe(204);
    expect((await post('Once')).status).toBe(422);
    now += 24 * 3_600_000;
    expect((await post('Once')).status).toBe(201);
  });
});

describe('a picture', () => {
  it('can be used when it is AVAILABLE, and not before', async () => {
    const image = await upload();
    const content = { media: { id: image } };
    const status = async () => (await ask('GET', `/rest/images/${encodeURIComponent(image)}`)).body.status;
    expect([await status(), (await post('Look', { content })).status]).toEqual(['PROCESSING', 422]);
    now += 2_000;
    expect([await status(), (await post('Look', { content })).status]).toEqual(['AVAILABLE', 201]);
  });

  it('alone is no multiImage', async () => {
    const image = await upload();
    now += 2_000;
    expect((await post('Look', { content: { multiImage: { images: [{ id: image }] } } })).status).toBe(422);
  });
});

describe('a code', () => {
  const exchange = async (code: string, more: Record<string, string> = {}) => {
    const form = {
      grant_type: 'authorization_code',
      code,
      redirect_uri: REDIRECT,
      client_id: 'app',
      client_secret: 'shh',
    };
    const body = new URLSearchParams({ ...form, ...more });
    const response = await fetch(`${linkedin.url}/oauth/v2/accessToken`, { method: 'POST', body });
    return { status: response.status, body: (await response.json()) as Record<string, string> };
  };
  const consent = async (answer: string) => {
    const query = new URLSearchParams({
      ...{
        response_type: 'code',
        client_id: 'app',
        redirect_uri: REDIRECT,
        state: 'abc',
        scope: SCOPES.join(' '),
      },
    });
    const form = new URLSearchParams({ answer, member: 'ada' });
    for (const scope of SCOPES) form.append('scope', scope);
    const response = await fetch(`${linkedin.url}/oauth/v2/authorization?${query}`, {
      ...{ method: 'POST', body: form, redirect: 'manual' },
    });
    return new URL(response.headers.get('location') ?? '').searchParams;
  };

  it('is exchanged once, for the address that it was given to', async () => {
    const back = await consent('allow');
    expect(back.get('state')).toBe('abc');
    const code = back.get('code') ?? '';
    expect((await exchange(code, { redirect_uri: 'http://127.0.0.1/other' })).body.error).toBe(
      'invalid_redirect_uri',
    );
    expect((await exchange(code, { client_secret: 'wrong' })).body.error).toBe('invalid_client');
    const { body } = await exchange(code);
    expect(body).toMatchObject({
      expires_in: 5_184_000,
      scope: SCOPES.join(','),
      refresh_token: expect.any(String),
    });
    expect((await exchange(code)).body.error).toBe('invalid_grant');
    token = body.access_token ?? '';
    expect((await post('Hello')).status).toBe(201);
  });

  it('does not come from who says no', async () => {
    expect((await consent('cancel')).get('error')).toBe('user_cancelled_authorize');
  });

  it('brings a refresh token, whose end no refresh moves, and which an app may lose', async () => {
    const { body } = await exchange((await consent('allow')).get('code') ?? '');
    now += 10 * 24 * 3_600_000;
    const refresh = { grant_type: 'refresh_token', refresh_token: body.refresh_token ?? '' };
    const renewed = await exchange('', refresh);
    expect(Number(renewed.body.refresh_token_expires_in)).toBe(355 * 24 * 3_600);
    linkedin.revoke('ada');
    expect((await exchange('', refresh)).body.error).toBe('invalid_grant');
  });
});
