/** How the local X lets an app act for somebody: the page of consent, codes, and tokens that are renewed. */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LocalX } from '../src/x/index.ts';

const SCOPES = ['tweet.read', 'tweet.write', 'users.read', 'media.write', 'offline.access'];
const REDIRECT = 'http://127.0.0.1/back';

let now: number;
let x: LocalX;

beforeEach(async () => {
  now = Date.parse('2026-11-02T09:00:00Z');
  x = new LocalX({
    clock: { now: () => now },
    users: [{ id: '1', username: 'acme', name: 'Acme' }],
    apps: [{ id: 'app', secret: 'shh', redirects: [REDIRECT] }],
  });
  await x.start();
});
afterEach(() => x.stop());

interface Answer {
  status: number;
  body: Record<string, unknown>;
}

describe('the consent', () => {
  const verifier = 'v'.repeat(43);
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const asked = {
    ...{ response_type: 'code', client_id: 'app', redirect_uri: REDIRECT, state: 's' },
    ...{ scope: SCOPES.join(' '), code_challenge: challenge, code_challenge_method: 'S256' },
  };

  async function allow(changed = {}): Promise<string> {
    const address = `${x.url}/i/oauth2/authorize?${new URLSearchParams({ ...asked, ...changed })}`;
    const body = new URLSearchParams({ answer: 'allow', user: '1' });
    const { headers } = await fetch(address, { method: 'POST', body, redirect: 'manual' });
    return new URL(headers.get('location') ?? 'http://nowhere').searchParams.get('code') ?? '';
  }

  async function exchange(form: Record<string, string>, secret = 'shh'): Promise<Answer> {
    const authorization = `Basic ${Buffer.from(`app:${secret}`).toString('base64')}`;
    const body = new URLSearchParams(form);
    const response = await fetch(`${x.url}/2/oauth2/token`, {
      method: 'POST',
      headers: { authorization },
      body,
    });
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  }

  const take = (code: string, proof = verifier) =>
    exchange({ grant_type: 'authorization_code', code, redirect_uri: REDIRECT, code_verifier: proof });

  it('asks for a proof, and takes a code once, from whoever has the proof', async () => {
    const address = `${x.url}/i/oauth2/authorize?${new URLSearchParams({ ...asked, code_challenge: '' })}`;
    expect((await fetch(address)).status).toBe(400);
    expect((await take(await allow(), 'w'.repeat(43))).status).toBe(400);
    const code = await allow();
    expect((await take(code)).body).toMatchObject({ token_type: 'bearer', expires_in: 7_200 });
    expect((await take(code)).status).toBe(400);
    const late = await allow();
    now += 31_000;
    expect((await take(late)).status).toBe(400);
  });

  it('gives a refresh token that is taken once, and only with the right to stay', async () => {
    const { body } = await take(await allow());
    const form = { grant_type: 'refresh_token', refresh_token: String(body.refresh_token) };
    expect((await exchange(form, 'wrong')).status).toBe(401);
    const renewed = await exchange(form);
    expect(renewed.status).toBe(200);
    expect(renewed.body.refresh_token).not.toBe(form.refresh_token);
    expect(await exchange(form)).toEqual({
      status: 400,
      body: { error: 'invalid_request', error_description: 'Value passed for the token was invalid.' },
    });
    const brief = await take(await allow({ scope: 'tweet.read users.read' }));
    expect(brief.body.refresh_token).toBeUndefined();
  });
});
