import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Consent } from '../../src/networks/grant.ts';
import { renewedTokens, tokensFor } from '../../src/networks/oauth.ts';
import { failureOf } from '../contract/networks.calls.ts';

const ENGINE = { network: 'Somewhere', now: () => 0 };
let server: Server;
let consent: Consent;
let words = '';

beforeEach(async () => {
  server = createServer((_request, response) => {
    response.writeHead(400, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: 'invalid_grant', error_description: words }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = { id: 'app', secret: 'secret-of-the-app' };
  consent = { client, authorizationUrl: `${origin}/ask`, tokenUrl: `${origin}/token`, scopes: [] };
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

describe('what the token endpoint says', () => {
  it('is told without the tokens and the secret that it repeats', async () => {
    words = 'Malformed access token refresh-1 of secret-of-the-app';
    const error = await failureOf(renewedTokens(ENGINE, consent, 'refresh-1'));
    expect(error.message).toBe('Somewhere: Malformed access token [secret] of [secret] (invalid_grant).');
    words = 'No such code: code-1';
    const came = {
      query: { code: 'code-1' },
      state: 's',
      verifier: 'v'.repeat(43),
      redirect: 'http://127.0.0.1/',
    };
    expect((await failureOf(tokensFor(ENGINE, consent, came))).message).toContain('No such code: [secret] (');
  });

  it('is cut, as is what somebody who comes back writes into the address', async () => {
    words = 'x'.repeat(5_000);
    expect((await failureOf(renewedTokens(ENGINE, consent, 'refresh-1'))).message.length).toBeLessThan(400);
    const query = { error: 'access_denied', error_description: words };
    const came = { query, state: 's', verifier: 'v'.repeat(43), redirect: 'http://127.0.0.1/' };
    const error = await failureOf(tokensFor(ENGINE, consent, came));
    expect(error.reason).toBe('refused');
    expect(error.message.length).toBeLessThan(400);
  });
});
