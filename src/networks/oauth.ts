/** OAuth 2 (RFC 6749) for every network that has it: asking a person, a code for tokens, and renewing them. */
import { createHash } from 'node:crypto';
import { t } from '../kit/t.ts';
import type { Consent, TokenExchange, Tokens } from './grant.ts';
import { DEADLINE, fetchWithin, say, transportError } from './http.ts';
import { NetworkError } from './network.ts';
import { conforming } from './oauth-answers.ts';

type Library = typeof import('oauth4webapi');
type ClientAuth = import('oauth4webapi').ClientAuth;

export interface Engine {
  /** As people write it: `LinkedIn`. */
  network: string;
  /** Epoch ms. */
  now(): number;
  /** ms that one request may take. */
  deadline?: number;
}

/** Where the person goes. `state` comes back with them; `verifier` (43 to 128 characters) stays here. */
export function authorizationAddress(
  consent: Consent,
  redirect: string,
  { state, verifier }: { state: string; verifier: string },
): string {
  const address = new URL(consent.authorizationUrl);
  const query = {
    response_type: 'code',
    [consent.clientField ?? 'client_id']: consent.client.id,
    redirect_uri: redirect,
    scope: consent.scopes.map(({ name }) => name).join(consent.scopeSeparator ?? ' '),
    state,
    ...(consent.proof && {
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    }),
    ...consent.parameters,
  };
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
  return address.href;
}

/** `query`: what the person came back with. Throws `NetworkError`: `refused` where they said no. */
export async function tokensFor(
  engine: Engine,
  consent: Consent,
  came: { query: Record<string, string>; state: string; verifier: string; redirect: string },
): Promise<Tokens> {
  const library = await import('oauth4webapi');
  const { server, client } = partiesOf(consent);
  const secrets = [consent.client.secret, came.verifier, came.query.code ?? ''];
  const query = new URLSearchParams({ ...came.query, state: came.state });
  return translated({ ...engine, secrets }, library, async () => {
    const given = library.validateAuthResponse(server, client, query, came.state);
    const response = await library.authorizationCodeGrantRequest(
      server,
      client,
      authenticationOf(library, consent),
      given,
      came.redirect,
      consent.proof ? came.verifier : library.nopkce,
      optionsOf(library, engine, consent),
    );
    const answer = await library.processAuthorizationCodeResponse(server, client, await conforming(response));
    let tokens = tokensIn(engine, answer);
    for (const exchange of consent.exchanges ?? []) {
      secrets.push(tokens.access);
      tokens = await exchanged(engine, library, consent, exchange, tokens.access);
    }
    return consent.placesHaveTokens ? { ...tokens, ...endless(engine) } : tokens;
  });
}

/** Throws `NetworkError`: `unauthorized` when the refresh token is not taken any more. */
export async function renewedTokens(engine: Engine, consent: Consent, refresh: string): Promise<Tokens> {
  const library = await import('oauth4webapi');
  const { server, client } = partiesOf(consent);
  const secrets = [consent.client.secret, refresh];
  return translated({ ...engine, secrets }, library, async () => {
    if (consent.renewal) return exchanged(engine, library, consent, consent.renewal, refresh);
    const response = await library.refreshTokenGrantRequest(
      server,
      client,
      authenticationOf(library, consent),
      refresh,
      optionsOf(library, engine, consent),
    );
    return tokensIn(
      engine,
      await library.processRefreshTokenResponse(server, client, await conforming(response)),
    );
  });
}

/**
 * Whether the network takes the app's id and secret: something is asked for that it must refuse for its code or token.
 * Throws `NetworkError` where it refuses the app, or cannot be asked.
 */
export async function checkClient(engine: Engine, consent: Consent): Promise<void> {
  try {
    // Meta wants no id and secret for a renewal.
    if (consent.exchanges) await tokensFor(engine, consent, NO_VISIT);
    else await renewedTokens(engine, consent, 'no-such-token');
  } catch (error) {
    const cause = error instanceof NetworkError ? error.cause : undefined;
    const code = cause instanceof Error && 'error' in cause ? String(cause.error) : undefined;
    if (code === undefined || CLIENT_FAULTS.has(code)) throw error;
  }
}

const NO_VISIT = {
  query: { code: 'no-such-code' },
  ...{ state: 'no-such-state', verifier: 'v'.repeat(43), redirect: 'https://localhost/' },
};

function partiesOf({ client: { id }, authorizationUrl, tokenUrl }: Consent) {
  const server = {
    issuer: new URL(authorizationUrl).origin,
    authorization_endpoint: authorizationUrl,
    token_endpoint: tokenUrl,
  };
  return { server, client: { client_id: id } };
}

function authenticationOf(
  library: Library,
  { client: { id, secret }, authentication, clientField }: Consent,
): ClientAuth {
  if (clientField !== undefined)
    return (_server, _client, body) => {
      body.set(clientField, id);
      body.set('client_secret', secret);
    };
  if (authentication !== 'basic') return library.ClientSecretPost(secret);
  // As networks read it: RFC 6749 wants both encoded as in a form before, which they do not undo.
  const credentials = Buffer.from(`${id}:${secret}`).toString('base64');
  return (_server, _client, _body, headers) => headers.set('authorization', `Basic ${credentials}`);
}

function optionsOf(library: Library, { deadline = DEADLINE }: Engine, { tokenUrl, headers }: Consent) {
  const send = fetchWithin(deadline);
  return {
    ...(headers && { headers }),
    [library.customFetch]: (url: string, init: object) => send(url, init as RequestInit),
    // Addresses are checked where they come in: plain http is of this very machine alone.
    [library.allowInsecureRequests]: new URL(tokenUrl).protocol === 'http:',
  };
}

/** A token for one that lasts, as Meta has it: an answer like that to a refresh token. */
async function exchanged(
  engine: Engine,
  library: Library,
  consent: Consent,
  { url, fields, tokenField }: TokenExchange,
  token: string,
): Promise<Tokens> {
  const { server, client } = partiesOf(consent);
  const address = new URL(url);
  for (const [name, value] of Object.entries({ ...fields, [tokenField]: token }))
    address.searchParams.set(name, value);
  const response = await fetchWithin(engine.deadline ?? DEADLINE)(address.href);
  await checkGiven(engine, response);
  const answer = await library.processRefreshTokenResponse(server, client, await conforming(response));
  const tokens = tokensIn(engine, answer);
  if (!consent.renewal) return tokens;
  const { access, accessEndsAt: refreshEndsAt } = tokens;
  return { ...tokens, refresh: access, refreshEndsAt, renewFrom: engine.now() + RENEWED_AFTER };
}

/** Of a page a token is told to those alone who may post for it; the others get an answer without one. */
async function checkGiven({ network }: Engine, response: Response): Promise<void> {
  const body: unknown = response.ok ? await response.clone().json() : undefined;
  if (typeof body !== 'object' || body === null || 'access_token' in body) return;
  throw new NetworkError('refused', t('{network}: whoever came may not post there.', { network }), {
    remedy: t('Let somebody connect it who may create content there.'),
  });
}

/** Ms: they last for two months, and may be renewed when they are a day old. */
const RENEWED_AFTER = 7 * 24 * 3_600_000;

interface Answered {
  access_token: string;
  expires_in?: number;
  refresh_token?: string;
  scope?: string;
  [more: string]: unknown;
}

function tokensIn({ now }: Engine, answer: Answered): Tokens {
  const { access_token: access, refresh_token: refresh, expires_in: lasts, scope } = answer;
  const refreshLasts = answer.refresh_token_expires_in;
  return {
    access,
    ...(refresh && { refresh }),
    ...(lasts === undefined ? endless({ now }) : { accessEndsAt: now() + lasts * 1_000 }),
    ...(typeof refreshLasts === 'number' && { refreshEndsAt: now() + refreshLasts * 1_000 }),
    ...(scope !== undefined && { scopes: scope.split(' ').filter(Boolean) }),
  };
}

function endless({ now }: Pick<Engine, 'now'>): Pick<Tokens, 'accessEndsAt' | 'endless'> {
  return { accessEndsAt: now() + A_CENTURY, endless: true };
}

/** Ms. */
const A_CENTURY = 100 * 365 * 24 * 3_600_000;

async function translated<Result>(
  { network, secrets }: Engine & { secrets: string[] },
  library: Library,
  act: () => Promise<Result>,
): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof library.AuthorizationResponseError) {
      const words = said(secrets, error);
      throw new NetworkError('refused', t('{network}: {words}.', { network, words }), { cause: error });
    }
    if (error instanceof library.ResponseBodyError) {
      const words = said(secrets, error);
      const code = say({ secrets }, error.error);
      throw new NetworkError('unauthorized', t('{network}: {words} ({code}).', { network, words, code }), {
        remedy: CLIENT_FAULTS.has(error.error) ? CLIENT : AGAIN,
        cause: error,
      });
    }
    throw transportError({ network, effect: false }, error);
  }
}

/** It may repeat what it was given. */
function said(
  secrets: string[],
  { error, error_description }: { error: string; error_description?: string | undefined },
): string {
  return say({ secrets }, error_description) || say({ secrets }, error);
}

/** X says the second one. */
const CLIENT_FAULTS = new Set(['invalid_client', 'unauthorized_client']);
const AGAIN = t('Connect it again (/accounts).');
const CLIENT = t("Check the app's id and secret in the team file.");
