/** OAuth 2 as LinkedIn has it: a code for a token, the secret in the body, refresh tokens for approved apps alone. */
import { z } from 'zod';
import { GrantError } from './error.ts';
import type { RegisteredApp, State, Token } from './state.ts';

const DAY = 24 * 3_600_000;
const ACCESS = 60 * DAY;
const REFRESH = 365 * DAY;
/** A code is taken for a while, once. */
const CODE = 30 * 60_000;

const asked = z.object({
  response_type: z.literal('code'),
  client_id: z.string(),
  redirect_uri: z.string(),
  state: z.string().min(1),
  scope: z.string().min(1),
});
export type Asked = z.output<typeof asked>;

/** What stands on the consent page. Throws a `GrantError` where nobody can be sent back. */
export function readAsked(state: State, query: Record<string, string>): Asked & { app: RegisteredApp } {
  const read = asked.safeParse(query);
  const app = state.world.apps.find(({ id }) => id === query.client_id);
  if (!read.success || !app)
    throw new GrantError('invalid_request', 'The passed in client_id or a field is invalid');
  if (!app.redirects.includes(read.data.redirect_uri))
    throw new GrantError('invalid_request', 'The redirect_uri does not match the registered value');
  return { ...read.data, app };
}

/** Where the browser goes then. `scopes`: what the person left ticked. */
export function consent(
  state: State,
  given: ReturnType<typeof readAsked>,
  member: string,
  scopes: string[],
): string {
  const back = new URL(given.redirect_uri);
  back.searchParams.set('state', given.state);
  const unknown = scopes.filter((scope) => !given.app.scopes.includes(scope));
  if (unknown.length > 0) {
    back.searchParams.set('error', 'unauthorized_scope_error');
    back.searchParams.set(
      'error_description',
      `Scope "${unknown[0]}" is not authorized for your application`,
    );
    return back.href;
  }
  const code = state.newSecret();
  const grant = { member, app: given.app.id, scopes, redirect: given.redirect_uri };
  state.codes.set(code, { ...grant, expiresAt: state.now + CODE, isUsed: false });
  back.searchParams.set('code', code);
  return back.href;
}

export function refuseConsent(given: Asked): string {
  const back = new URL(given.redirect_uri);
  back.searchParams.set('state', given.state);
  back.searchParams.set('error', 'user_cancelled_authorize');
  back.searchParams.set('error_description', 'The user cancelled the authorization');
  return back.href;
}

const exchange = z.discriminatedUnion('grant_type', [
  z.object({
    grant_type: z.literal('authorization_code'),
    code: z.string(),
    redirect_uri: z.string(),
    client_id: z.string(),
    client_secret: z.string(),
  }),
  z.object({
    grant_type: z.literal('refresh_token'),
    refresh_token: z.string(),
    client_id: z.string(),
    client_secret: z.string(),
  }),
]);

/** Throws a `GrantError`. */
export function exchangeToken(state: State, form: Record<string, unknown>): Record<string, unknown> {
  const read = exchange.safeParse(form);
  if (!read.success) throw new GrantError('invalid_request', 'A required parameter is missing');
  const given = read.data;
  const app = state.world.apps.find(
    ({ id, secret }) => id === given.client_id && secret === given.client_secret,
  );
  if (!app) throw new GrantError('invalid_client', 'Client authentication failed');
  if (given.grant_type === 'refresh_token') return renewed(state, app, given.refresh_token);
  const code = state.codes.get(given.code);
  const isGood = code && !code.isUsed && code.expiresAt > state.now && code.app === app.id;
  if (!isGood)
    throw new GrantError('invalid_grant', 'Unable to retrieve access token: authorization code not found');
  if (code.redirect !== given.redirect_uri)
    throw new GrantError('invalid_redirect_uri', 'redirect_uri does not match the one of the code');
  code.isUsed = true;
  const refresh = app.refreshes ? state.newSecret() : undefined;
  const { member, scopes } = code;
  const whole = { member, app: app.id, scopes, isRevoked: false };
  if (refresh) state.refreshTokens.set(refresh, { ...whole, expiresAt: state.now + REFRESH });
  return answer(state, whole, refresh);
}

/** The refresh token stays the same, and so does the end of it. */
function renewed(state: State, app: RegisteredApp, refresh: string): Record<string, unknown> {
  const known = state.refreshTokens.get(refresh);
  const isGood = known && !known.isRevoked && known.app === app.id && known.expiresAt > state.now;
  if (!isGood)
    throw new GrantError('invalid_grant', 'The provided refresh token is invalid, expired or revoked');
  state.renewals += 1;
  return answer(state, known, refresh);
}

function answer(
  state: State,
  grant: Omit<Token, 'expiresAt'>,
  refresh: string | undefined,
): Record<string, unknown> {
  const access = state.newSecret();
  const { member, app, scopes } = grant;
  state.tokens.set(access, { member, app, scopes, isRevoked: false, expiresAt: state.now + ACCESS });
  const until = refresh ? state.refreshTokens.get(refresh)?.expiresAt : undefined;
  return {
    access_token: access,
    expires_in: ACCESS / 1000,
    scope: scopes.join(','),
    token_type: 'Bearer',
    ...(refresh && {
      refresh_token: refresh,
      refresh_token_expires_in: Math.floor(((until ?? state.now) - state.now) / 1000),
    }),
  };
}
