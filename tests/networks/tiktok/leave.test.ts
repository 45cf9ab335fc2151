/** A leave of TikTok's: how it is asked for, told and renewed. */
import { describe, expect, it } from 'vitest';
import type { NetworkError } from '../../../src/networks/network.ts';
import { authorizationAddress, checkClient, renewedTokens, tokensFor } from '../../../src/networks/oauth.ts';
import { network } from '../../../src/networks/tiktok/index.ts';
import { failureOf } from '../../contract/networks.calls.ts';
import { outside } from '../servers/outside.ts';
import { ACME, APP, SCOPES } from '../servers/tiktok.ts';
import { clock, connect, far, HOUR, useTikTok } from './rig.ts';

useTikTok();

const [STATE, VERIFIER] = ['s'.repeat(20), 'v'.repeat(43)];
const redirect = APP.redirects[0] ?? '';
const engine = () => ({ network: 'TikTok', now: () => clock.now() });

function appOf(secret = APP.secret) {
  const { access_token: _, ...more } = far.account;
  return { ...more, client_id: APP.id, client_secret: secret };
}

function consentOf(secret?: string) {
  const asked = network.consent?.(network.account.parse(appOf(secret)));
  if (!asked) throw new Error('It asks for nothing.');
  return asked;
}

async function given(scopes = SCOPES, answer = 'allow') {
  const consent = consentOf();
  const address = authorizationAddress(consent, redirect, { state: STATE, verifier: VERIFIER });
  const body = new URLSearchParams({ answer, user: ACME });
  for (const scope of scopes) body.append('scope', scope);
  const led = await fetch(address, { method: 'POST', body, redirect: 'manual' });
  const query = Object.fromEntries(new URL(led.headers.get('location') ?? '').searchParams);
  return tokensFor(engine(), consent, { query, state: STATE, verifier: VERIFIER, redirect });
}

describe('a leave', () => {
  it('lasts for two hours, and its refresh token for 180 days', async () => {
    const tokens = await given();
    expect(tokens.accessEndsAt - clock.now()).toBeCloseTo(2 * HOUR, -4);
    expect((tokens.refreshEndsAt ?? 0) - clock.now()).toBeCloseTo(180 * 24 * HOUR, -4);
    expect(await connect({ access_token: tokens.access }).identify()).toEqual({
      ...{ handle: '@acme', url: 'https://www.tiktok.com/@acme' },
    });
  });

  it('tells what was left out', async () => {
    expect((await given(SCOPES.slice(0, 2))).scopes).toEqual(['user.info.basic', 'video.publish']);
  });

  it('is renewed by a token that is replaced, and the old one does not do any more', async () => {
    const { refresh = '' } = await given();
    const renewed = await renewedTokens(engine(), consentOf(), refresh);
    expect(renewed.refresh).not.toBe(refresh);
    expect((await failureOf(renewedTokens(engine(), consentOf(), refresh))).reason).toBe('unauthorized');
    await renewedTokens(engine(), consentOf(), renewed.refresh ?? '');
  });

  it('that somebody does not give is told so', async () => {
    const error = await failureOf(given(SCOPES, 'cancel'));
    expect([error.reason, error.message]).toEqual(['refused', expect.stringContaining('denied')]);
  });

  it('wants the app as it is registered: another secret is the operator’s to mend', async () => {
    await checkClient(engine(), consentOf());
    const error: NetworkError = await failureOf(checkClient(engine(), consentOf('another')));
    expect(error.remedy).toContain("the app's id and secret");
  });

  it('is for the account of whoever gives it; where it may not post, that is said', async () => {
    const { discovery } = network;
    const app = discovery?.app.parse(appOf());
    const discover = async (scopes: string[]) => {
      const { access } = await given(scopes);
      const grant = { token: async () => access };
      return discovery?.discover(app, { ...outside(), clock, grant });
    };
    const place = { id: ACME, kind: 'account', name: 'Acme', account: {} };
    expect(await discover(SCOPES)).toEqual({ granter: { id: ACME, name: 'Acme' }, places: [place] });
    const less = await discover(['user.info.basic']);
    expect(less?.places[0]?.obstacle).toContain('scope_not_authorized');
  });
});
