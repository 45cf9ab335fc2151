/**
 * OAuth 2 as Google has it: a refresh token comes with the first consent alone, unless it is asked for by `prompt=consent`
 * and `access_type=offline`, and stays the same at each renewal.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Code, RegisteredApp, State, Token } from './state.ts';

const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;
const HALF_A_YEAR = 182 * 24 * HOUR;
const CODE = 10 * 60_000;

/** A refusal of the token endpoint, in its own form. */
export class OAuthError extends Error {
  readonly status: 400 | 401;
  readonly code: string;

  constructor(code: string, message: string, status: OAuthError['status'] = 400) {
    super(message);
    this.name = 'OAuthError';
    this.code = code;
    this.status = status;
  }

  body() {
    return { error: this.code, error_description: this.message };
  }
}

const asked = z.object({
  response_type: z.literal('code'),
  client_id: z.string(),
  redirect_uri: z.string(),
  scope: z.string().min(1),
  state: z.string().optional(),
  access_type: z.enum(['online', 'offline']).default('online'),
  prompt: z.string().default(''),
  code_challenge: z.string().optional(),
  code_challenge_method: z.literal('S256').optional(),
});
export type Asked = z.output<typeof asked> & { app: RegisteredApp; scopes: string[] };

const SCOPES = ['youtube', 'youtube.upload', 'youtube.readonly', 'youtube.force-ssl'].map(
  (name) => `https://www.googleapis.com/auth/${name}`,
);

/** What stands on the consent page. Throws where nobody can be sent back. */
export function readAsked(state: State, query: Record<string, string>): Asked {
  const read = asked.safeParse(query);
  const app = state.world.apps.find(({ id }) => id === query.client_id);
  if (!read.success || !app) throw new OAuthError('invalid_request', 'Invalid parameter value.');
  if (!app.redirects.includes(read.data.redirect_uri))
    throw new OAuthError('redirect_uri_mismatch', 'The redirect URI is not registered.');
  const scopes = read.data.scope.split(' ');
  if (!scopes.every((scope) => SCOPES.includes(scope)))
    throw new OAuthError('invalid_scope', 'Some requested scopes were invalid.');
  return { ...read.data, app, scopes };
}

/** Where the browser goes then. `user` undefined: they said no. `ticked`: the scopes that they left ticked. */
export function consent(state: State, given: Asked, user: string | undefined, ticked: string[]): string {
  const back = new URL(given.redirect_uri);
  if (given.state !== undefined) back.searchParams.set('state', given.state);
  if (user === undefined) {
    back.searchParams.set('error', 'access_denied');
    return back.href;
  }
  const code = state.newSecret('4/');
  state.codes.set(code, {
    ...{ user, app: given.app.id, scopes: given.scopes.filter((scope) => ticked.includes(scope)) },
    ...{ redirect: given.redirect_uri, isUsed: false, expiresAt: state.now + CODE },
    isOffline: given.access_type === 'offline' && given.prompt.includes('consent'),
    ...(given.code_challenge !== undefined && { challenge: given.code_challenge }),
  });
  back.searchParams.set('code', code);
  back.searchParams.set('scope', given.scopes.join(' '));
  return back.href;
}

const client = { client_id: z.string(), client_secret: z.string() };
const exchange = z.discriminatedUnion('grant_type', [
  z.object({
    ...client,
    ...{ grant_type: z.literal('authorization_code'), code: z.string(), redirect_uri: z.string() },
    code_verifier: z.string().optional(),
  }),
  z.object({ ...client, grant_type: z.literal('refresh_token'), refresh_token: z.string() }),
]);

/** Throws as Google refuses. */
export function exchangeToken(state: State, form: Record<string, unknown>): Record<string, unknown> {
  const read = exchange.safeParse(form);
  if (!read.success) throw new OAuthError('invalid_request', 'Missing required parameter.');
  const given = read.data;
  const app = state.world.apps.find(
    ({ id, secret }) => id === given.client_id && secret === given.client_secret,
  );
  if (!app) throw new OAuthError('invalid_client', 'The OAuth client was not found.', 401);
  if (given.grant_type === 'refresh_token') return renewed(state, app, given.refresh_token);
  const code = state.codes.get(given.code);
  const isGood = code && !code.isUsed && code.expiresAt > state.now && code.app === app.id;
  if (!isGood || code.redirect !== given.redirect_uri || !proves(code, given.code_verifier))
    throw new OAuthError('invalid_grant', 'Malformed auth code.');
  code.isUsed = true;
  const { user, scopes } = code;
  const refresh = code.isOffline ? state.newSecret('1//') : undefined;
  const lasts = app.testing ? WEEK : HALF_A_YEAR;
  if (refresh)
    state.refreshTokens.set(refresh, {
      ...{ user, app: app.id, scopes, isRevoked: false, expiresAt: state.now + lasts },
    });
  return {
    ...access(state, { user, app: app.id, scopes }),
    ...(refresh && { refresh_token: refresh }),
    ...(refresh && app.testing && { refresh_token_expires_in: WEEK / 1_000 - 1 }),
  };
}

function proves({ challenge }: Code, verifier = ''): boolean {
  return challenge === undefined || createHash('sha256').update(verifier).digest('base64url') === challenge;
}

function renewed(state: State, app: RegisteredApp, refresh: string): Record<string, unknown> {
  const known = state.refreshTokens.get(refresh);
  const isGood = known && !known.isRevoked && known.app === app.id && known.expiresAt > state.now;
  if (!isGood) throw new OAuthError('invalid_grant', 'Token has been expired or revoked.');
  state.renewals += 1;
  return access(state, known);
}

function access(state: State, { user, app, scopes }: Pick<Token, 'user' | 'app' | 'scopes'>) {
  const token = state.newSecret('ya29.');
  state.tokens.set(token, { user, app, scopes, isRevoked: false, expiresAt: state.now + HOUR });
  return { access_token: token, expires_in: HOUR / 1_000, token_type: 'Bearer', scope: scopes.join(' ') };
}
