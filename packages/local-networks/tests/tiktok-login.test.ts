/** Whoever goes through the local TikTok's consent gets tokens with the real one's life and rotation. */
import { describe, expect, test } from 'vitest';
import { askBy, BACK, begin, codeOf, DAY, pass, SCOPES, startEach, tiktok } from './tiktok-rig.ts';

startEach();

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
    pass(DAY);
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
    askBy(given.access_token ?? '');
    expect(await codeOf(begin(1_000))).toEqual([401, 'access_token_invalid']);
  });
});
