/**
 * OAuth 2 as X has it: a code with a proof (PKCE) for a token of two hours; the app's secret in the header; a refresh token
 * with `offline.access` alone, and taken once.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { GrantError } from './error.ts';
import type { RegisteredApp, State } from './state.ts';

const ACCESS = 2 * 3_600_000;
/** Ms in which a code is taken, once. */
const CODE = 30_000;
/** Characters. */
const LONGEST_STATE = 500;

const SCOPES = new Set([
  ...['tweet.read', 'tweet.write', 'tweet.moderate.write', 'users.read', 'media.write', 'offline.access'],
  'like.read',
]);

const asked = z.object({
  response_type: z.literal('code'),
  client_id: z.string(),
  redirect_uri: z.string(),
  state: z.string().min(1).max(LONGEST_STATE),
  scope: z.string().min(1),
  code_challenge: z.string().regex(/^[\w-]{43}$/),
  code_challenge_method: z.literal('S256'),
});
export type Asked = z.output<typeof asked>;

/** What stands on the consent page. Throws a `GrantError` where nobody can be sent back. */
export function readAsked(state: State, query: Record<string, string>): Asked & { app: RegisteredApp } {
  const read = asked.safeParse(query);
  const app = state.world.apps.find(({ id }) => id === query.client_id);
  if (!read.success || !app)
    throw new GrantError('invalid_request', 'Something went wrong: you were not able to give access.');
  const { redirect_uri: back } = read.data;
  if (!app.redirects.some((one) => (typeof one === 'string' ? one === back : one.test(back))))
    throw new GrantError('invalid_request', 'The redirect_uri is none of those of the app.');
  if (read.data.scope.split(' ').some((scope) => !SCOPES.has(scope)))
    throw new GrantError('invalid_scope', 'A scope is not known.');
  return { ...read.data, app };
}

/** Where the browser goes then. */
export function consent(state: State, given: ReturnType<typeof readAsked>, user: string): string {
  const code = state.newSecret();
  state.codes.set(code, {
    ...{ user, app: given.app.id, scopes: given.scope.split(' '), redirect: given.redirect_uri },
    ...{ challenge: given.code_challenge, expiresAt: state.now + CODE, isUsed: false },
  });
  return addressBack(given, { code });
}

export function refuseConsent(given: Asked): string {
  return addressBack(given, { error: 'access_denied' });
}

function addressBack({ redirect_uri, state }: Asked, query: Record<string, string>): string {
  const address = new URL(redirect_uri);
  for (const [name, value] of Object.entries({ state, ...query })) address.searchParams.set(name, value);
  return address.href;
}

const exchange = z.discriminatedUnion('grant_type', [
  z.object({
    grant_type: z.literal('authorization_code'),
    code: z.string(),
    redirect_uri: z.string(),
    code_verifier: z.string().regex(/^[\w.~-]{43,128}$/),
  }),
  z.object({ grant_type: z.literal('refresh_token'), refresh_token: z.string() }),
]);

/** Throws a `GrantError`. `authorization`: the header, where the app says its id and secret. */
export function exchangeToken(
  state: State,
  authorization: string | undefined,
  form: Record<string, unknown>,
): Record<string, unknown> {
  const app = appOf(state, authorization);
  const read = exchange.safeParse(form);
  if (!read.success) throw badValue();
  const given = read.data;
  if (given.grant_type === 'refresh_token') return renewed(state, app, given.refresh_token);
  const code = state.codes.get(given.code);
  const isGood = code && !code.isUsed && code.expiresAt > state.now && code.app === app.id;
  if (!isGood || code.redirect !== given.redirect_uri) throw badValue('authorization code');
  code.isUsed = true;
  const proof = createHash('sha256').update(given.code_verifier).digest('base64url');
  if (proof !== code.challenge) throw badValue('code verifier');
  return answer(state, code);
}

/** The one that was given is over with it, whether the answer arrives or not. */
function renewed(state: State, app: RegisteredApp, refresh: string): Record<string, unknown> {
  const known = state.refreshTokens.get(refresh);
  if (!known || known.isUsed || known.isRevoked || known.app !== app.id) throw badValue();
  known.isUsed = true;
  state.renewals += 1;
  return answer(state, known);
}

export function revoke(
  state: State,
  authorization: string | undefined,
  form: Record<string, unknown>,
): Record<string, unknown> {
  appOf(state, authorization);
  const known = state.tokens.get(String(form.token)) ?? state.refreshTokens.get(String(form.token));
  if (known) known.isRevoked = true;
  return { revoked: true };
}

function answer(state: State, given: { user: string; app: string; scopes: string[] }) {
  const { user, app, scopes } = given;
  const access = state.newSecret();
  state.tokens.set(access, { user, app, scopes, isRevoked: false, expiresAt: state.now + ACCESS });
  const refresh = scopes.includes('offline.access') ? state.newSecret() : undefined;
  if (refresh) state.refreshTokens.set(refresh, { user, app, scopes, isRevoked: false, isUsed: false });
  return {
    ...{ token_type: 'bearer', expires_in: ACCESS / 1_000, access_token: access, scope: scopes.join(' ') },
    ...(refresh && { refresh_token: refresh }),
  };
}

function appOf(state: State, authorization: string | undefined): RegisteredApp {
  const [, given = ''] = /^Basic (.+)$/.exec(authorization ?? '') ?? [];
  const [id, secret] = Buffer.from(given, 'base64').toString('utf8').split(':').map(decodeURIComponent);
  const app = state.world.apps.find((one) => one.id === id && one.secret === secret);
  if (!app) throw new GrantError('unauthorized_client', 'Missing valid authorization header', 401);
  return app;
}

function badValue(what = 'token'): GrantError {
  return new GrantError('invalid_request', `Value passed for the ${what} was invalid.`);
}
