/**
 * TikTok's login: an app is told by its `client_key`, scopes are parted by commas, a person may leave each of them out, and a
 * refresh token is replaced at each renewal.
 */
import { z } from 'zod';
import { OAuthError } from './error.ts';
import type { RegisteredApp, State, Token } from './state.ts';

const HOUR = 3_600_000;
const ACCESS = 2 * HOUR;
const REFRESH = 180 * 24 * HOUR;
const CODE = 10 * 60_000;

const SCOPES = [
  ...['user.info.basic', 'user.info.profile', 'user.info.stats'],
  ...['video.publish', 'video.upload', 'video.list'],
];

const asked = z.object({
  response_type: z.literal('code'),
  client_key: z.string(),
  redirect_uri: z.string(),
  scope: z.string().min(1),
  state: z.string().min(1),
});
export type Asked = z.output<typeof asked> & { app: RegisteredApp; scopes: string[] };

/** What stands on the consent page. Throws where nobody can be sent back. */
export function readAsked(state: State, query: Record<string, string>): Asked {
  const read = asked.safeParse(query);
  const app = state.world.apps.find(({ id }) => id === query.client_key);
  if (!app) throw new OAuthError('invalid_client', 'client_key');
  if (!read.success) throw new OAuthError('invalid_request', 'Some parameters are missing or malformed.');
  const { redirect_uri, scope } = read.data;
  if (!app.redirects.includes(redirect_uri) || redirect_uri.includes('?'))
    throw new OAuthError('invalid_request', 'redirect_uri');
  const scopes = scope.split(',');
  if (!scopes.every((name) => SCOPES.includes(name))) throw new OAuthError('invalid_scope', 'scope');
  return { ...read.data, app, scopes };
}

/** Where the browser goes then. `user` undefined: they said no. `ticked`: the scopes that they left ticked. */
export function consent(state: State, given: Asked, user: string | undefined, ticked: string[]): string {
  const back = new URL(given.redirect_uri);
  back.searchParams.set('state', given.state);
  if (user === undefined) {
    back.searchParams.set('error', 'access_denied');
    back.searchParams.set('error_description', 'The user denied the request.');
    return back.href;
  }
  const scopes = given.scopes.filter((scope) => ticked.includes(scope));
  const code = state.newSecret('code*');
  state.codes.set(code, {
    ...{ user, app: given.app.id, scopes, redirect: given.redirect_uri },
    ...{ isUsed: false, expiresAt: state.now + CODE },
  });
  back.searchParams.set('code', code);
  back.searchParams.set('scopes', scopes.join(','));
  return back.href;
}

const client = { client_key: z.string(), client_secret: z.string() };
const exchange = z.discriminatedUnion('grant_type', [
  z.object({
    ...client,
    ...{ grant_type: z.literal('authorization_code'), code: z.string(), redirect_uri: z.string() },
  }),
  z.object({ ...client, grant_type: z.literal('refresh_token'), refresh_token: z.string() }),
]);

/** Throws as TikTok refuses. */
export function exchangeToken(state: State, form: Record<string, unknown>): Record<string, unknown> {
  const read = exchange.safeParse(form);
  if (!read.success) throw new OAuthError('invalid_request', 'The request parameters are malformed.');
  const given = read.data;
  const app = appOf(state, given);
  if (given.grant_type === 'refresh_token') return renewed(state, app, given.refresh_token);
  const code = state.codes.get(given.code);
  const isGood = code && !code.isUsed && code.expiresAt > state.now && code.app === app.id;
  if (!isGood || code.redirect !== given.redirect_uri)
    throw new OAuthError('invalid_grant', 'Authorization code is expired or used.');
  code.isUsed = true;
  const { user, scopes } = code;
  return issued(state, { user, app: app.id, scopes }, state.now + REFRESH);
}

/** Throws as TikTok refuses. */
export function revokeToken(state: State, form: Record<string, unknown>): void {
  const read = z.object({ ...client, token: z.string() }).safeParse(form);
  if (!read.success) throw new OAuthError('invalid_request', 'The request parameters are malformed.');
  const app = appOf(state, read.data);
  const known = state.tokens.get(read.data.token);
  if (!known || known.app !== app.id) throw new OAuthError('invalid_grant', 'Access token is not valid.');
  for (const token of [...state.tokens.values(), ...state.refreshTokens.values()])
    if (token.user === known.user && token.app === app.id) token.isRevoked = true;
}

function appOf(state: State, given: { client_key: string; client_secret: string }): RegisteredApp {
  const app = state.world.apps.find(
    ({ id, secret }) => id === given.client_key && secret === given.client_secret,
  );
  if (!app) throw new OAuthError('invalid_client', 'Client key or secret is incorrect.');
  return app;
}

function renewed(state: State, app: RegisteredApp, refresh: string): Record<string, unknown> {
  const known = state.refreshTokens.get(refresh);
  const isGood = known && !known.isRevoked && known.app === app.id && known.expiresAt > state.now;
  if (!isGood) throw new OAuthError('invalid_grant', 'Refresh token is invalid or expired.');
  // The one that was sent stops working.
  known.isRevoked = true;
  return issued(state, known, known.expiresAt);
}

function issued(
  state: State,
  { user, app, scopes }: Pick<Token, 'user' | 'app' | 'scopes'>,
  refreshUntil: number,
): Record<string, unknown> {
  const [access, refresh] = [state.newSecret('act.'), state.newSecret('rft.')];
  const given = { user, app, scopes, isRevoked: false };
  state.tokens.set(access, { ...given, expiresAt: state.now + ACCESS });
  state.refreshTokens.set(refresh, { ...given, expiresAt: refreshUntil });
  return {
    ...{ open_id: user, scope: scopes.join(','), token_type: 'Bearer' },
    ...{ access_token: access, expires_in: ACCESS / 1_000 },
    ...{ refresh_token: refresh, refresh_expires_in: Math.floor((refreshUntil - state.now) / 1_000) },
  };
}
