/** The consent of Meta's logins, and the exchange of what it gives. */
import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import { consentPage } from '../consent-page.ts';
import { GraphError } from './error.ts';
import { LONG, type RegisteredApp, type Tokens } from './tokens.ts';

type App = Hono<{ Bindings: HttpBindings }>;

export interface Asking {
  tokens: Tokens;
  users: { id: string; username: string }[];
  /** As people write it, and its colour. */
  network: string;
  accent: string;
}

export interface Login extends Asking {
  /** `th` or `ig`: begins the names of the grant types. */
  prefix: string;
}

/** The page on which a person is asked. */
export function mountConsent(app: App, path: string, asking: Asking): void {
  app.get(path, (context) => askConsent(asking, context));
  app.post(path, async (context) => {
    const asked = askedIn(asking, context.req.query());
    const form = new URLSearchParams(await context.req.text());
    return context.redirect(answerOf(asking, asked, form));
  });
}

export function mountOauth(app: App, login: Login): void {
  const { tokens, prefix } = login;
  mountConsent(app, '/oauth/authorize', login);
  app.post('/oauth/access_token', (context) =>
    told(context, async () => {
      const form = (await context.req.parseBody()) as Record<string, string>;
      const { token, user } = tokens.exchangeCode(form);
      return { access_token: token, user_id: user };
    }),
  );
  app.get('/access_token', (context) =>
    told(context, async () => {
      const { grant_type: kind, client_secret: secret, access_token: token } = context.req.query();
      if (kind !== `${prefix}_exchange_token`) throw wrong('The grant_type is wrong');
      return longAnswer(tokens.lengthen(token, secret));
    }),
  );
  app.get('/refresh_access_token', (context) =>
    told(context, async () => {
      const { grant_type: kind, access_token: token } = context.req.query();
      if (kind !== `${prefix}_refresh_token`) throw wrong('The grant_type is wrong');
      return longAnswer(tokens.renew(token));
    }),
  );
}

function longAnswer(access_token: string) {
  return { access_token, token_type: 'bearer', expires_in: LONG / 1_000 };
}

interface Asked {
  app: RegisteredApp;
  redirect: string;
  state: string;
  scopes: string[];
}

function askedIn({ tokens }: Asking, query: Record<string, string>): Asked {
  const app = tokens.apps.find(({ id }) => id === query.client_id);
  const { redirect_uri: redirect = '', state = '', scope = '', response_type: kind } = query;
  if (!app || kind !== 'code' || !app.redirects.includes(redirect) || scope === '')
    throw wrong('Invalid request: the app, the redirect_uri or the scope is wrong');
  return { app, redirect, state, scopes: scope.split(/[, ]+/) };
}

function answerOf(
  { tokens }: Asking,
  { app, redirect, state, scopes: asked }: Asked,
  form: URLSearchParams,
): string {
  const back = new URL(redirect);
  back.searchParams.set('state', state);
  if (form.get('answer') !== 'allow') {
    back.searchParams.set('error', 'access_denied');
    back.searchParams.set('error_description', 'The user denied your request');
    return back.href;
  }
  const [user, scopes] = [form.get('user') ?? '', form.getAll('scope')];
  const declined = asked.filter((scope) => !scopes.includes(scope));
  back.searchParams.set('code', tokens.newCode({ user, app: app.id, scopes, declined, redirect }));
  return back.href;
}

function askConsent(asking: Asking, context: Context): Response | Promise<Response> {
  try {
    const { app, scopes, redirect } = askedIn(asking, context.req.query());
    return context.html(
      consentPage({
        ...{ network: asking.network, accent: asking.accent, app: app.name ?? app.id, back: redirect },
        ...{ scopes, isTickable: true, field: 'user' },
        people: asking.users.map(({ id, username }) => ({ id, name: username })),
      }),
    );
  } catch (error) {
    if (error instanceof GraphError) return context.text(error.message, 400);
    throw error;
  }
}

async function told(context: Context, run: () => Promise<unknown>): Promise<Response> {
  try {
    return context.json(await run());
  } catch (error) {
    if (error instanceof GraphError) return context.json(error.body(), error.status as 400);
    throw error;
  }
}

function wrong(message: string): GraphError {
  return new GraphError(400, { message, code: 100 });
}
