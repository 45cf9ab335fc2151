/**
 * OAuth 2 as Pinterest has it: scopes between commas, the app's credentials as Basic, and a refresh token that is another
 * one after each renewal.
 */
import { z } from 'zod';
import { invalid, PinterestError, unauthenticated } from './error.ts';
import type { RegisteredApp, State, Token } from './state.ts';

const DAY = 24 * 3_600_000;
const ACCESS = 30 * DAY;
const REFRESH = 60 * DAY;
/** A code is taken for a while, once. */
const CODE = 10 * 60_000;

const asked = z.object({
  response_type: z.literal('code'),
  client_id: z.string(),
  redirect_uri: z.string(),
  scope: z.string().min(1),
  state: z.string().optional(),
});
export type Asked = z.output<typeof asked> & { app: RegisteredApp; scopes: string[] };

const SCOPES = new Set([
  ...['boards:read', 'boards:read_secret', 'boards:write', 'boards:write_secret'],
  ...['pins:read', 'pins:read_secret', 'pins:write', 'pins:write_secret', 'user_accounts:read'],
]);

/** What stands on the consent page. Throws where nobody can be sent back. */
export function readAsked(state: State, query: Record<string, string>): Asked {
  const read = asked.safeParse(query);
  const app = state.world.apps.find(({ id }) => id === query.client_id);
  if (!read.success || !app) throw invalid('Invalid request.');
  if (!app.redirects.includes(read.data.redirect_uri)) throw invalid('The redirect_uri is not registered.');
  const scopes = read.data.scope.split(',');
  if (!scopes.every((scope) => SCOPES.has(scope))) throw invalid('Invalid scope.');
  return { ...read.data, app, scopes };
}

/** Where the browser goes then. `user` undefined: they said no. */
export function consent(state: State, given: Asked, user: string | undefined): string {
  const back = new URL(given.redirect_uri);
  if (given.state !== undefined) back.searchParams.set('state', given.state);
  if (user === undefined) {
    back.searchParams.set('error', 'access_denied');
    back.searchParams.set('error_description', 'The user denied the request');
    return back.href;
  }
  const code = state.newSecret('code');
  const grant = { user, app: given.app.id, scopes: given.scopes, redirect: given.redirect_uri };
  state.codes.set(code, { ...grant, expiresAt: state.now + CODE, isUsed: false });
  back.searchParams.set('code', code);
  return back.href;
}

const exchange = z.discriminatedUnion('grant_type', [
  z.object({ grant_type: z.literal('authorization_code'), code: z.string(), redirect_uri: z.string() }),
  z.object({ grant_type: z.literal('refresh_token'), refresh_token: z.string() }),
]);

/** Throws as Pinterest refuses. */
export function exchangeToken(
  state: State,
  authorization: string | undefined,
  form: Record<string, unknown>,
): Record<string, unknown> {
  const app = appOf(state, authorization);
  const read = exchange.safeParse(form);
  if (!read.success) throw invalid('Missing parameters.');
  const given = read.data;
  if (given.grant_type === 'refresh_token') return renewed(state, app, given.refresh_token);
  const code = state.codes.get(given.code);
  const isGood = code && !code.isUsed && code.expiresAt > state.now && code.app === app.id;
  if (!isGood || code.redirect !== given.redirect_uri)
    throw new PinterestError(400, 283, 'Authorization code is invalid or expired.');
  code.isUsed = true;
  return answer(state, code, 'authorization_code');
}

function appOf(state: State, authorization = ''): RegisteredApp {
  const given = Buffer.from(/^Basic (.+)$/.exec(authorization)?.[1] ?? '', 'base64').toString();
  const app = state.world.apps.find(({ id, secret }) => given === `${id}:${secret}`);
  if (!app) throw unauthenticated();
  return app;
}

function renewed(state: State, app: RegisteredApp, refresh: string): Record<string, unknown> {
  const known = state.refreshTokens.get(refresh);
  const isGood = known && !known.isRevoked && known.app === app.id && known.expiresAt > state.now;
  if (!isGood) throw new PinterestError(400, 283, 'Invalid refresh token.');
  known.isRevoked = true;
  state.renewals += 1;
  return answer(state, known, 'refresh_token');
}

function answer(state: State, grant: Omit<Token, 'expiresAt' | 'isRevoked'>, kind: string) {
  const [access, refresh] = [state.newSecret('pina'), state.newSecret('pinr')];
  const { user, app, scopes } = grant;
  const whole = { user, app, scopes, isRevoked: false };
  state.tokens.set(access, { ...whole, expiresAt: state.now + ACCESS });
  state.refreshTokens.set(refresh, { ...whole, expiresAt: state.now + REFRESH });
  return {
    ...{ response_type: kind, access_token: access, token_type: 'bearer', expires_in: ACCESS / 1_000 },
    ...{ refresh_token: refresh, refresh_token_expires_in: REFRESH / 1_000 },
    refresh_token_expires_at: Math.floor((state.now + REFRESH) / 1_000),
    scope: scopes.join(' '),
  };
}
