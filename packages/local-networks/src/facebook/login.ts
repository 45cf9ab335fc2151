/** Facebook's login: a code for a person's token, and that for one that lasts. A page's token comes from the page. */
import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import { GraphError } from '../meta/error.ts';
import { mountConsent } from '../meta/oauth.ts';
import { LONG, type Tokens } from '../meta/tokens.ts';
import type { State } from './state.ts';

export function mountLogin(
  app: Hono<{ Bindings: HttpBindings }>,
  version: string,
  tokens: Tokens,
  state: State,
): void {
  const users = state.options.people.map(({ id, name }) => ({ id, username: name }));
  mountConsent(app, `${version}/dialog/oauth`, { tokens, users, network: 'Facebook', accent: '#0866ff' });
  const exchange = async (context: Context) => {
    const given = {
      ...context.req.query(),
      ...(context.req.method === 'POST' && ((await context.req.parseBody()) as Record<string, string>)),
    };
    try {
      return context.json(answerTo(tokens, given));
    } catch (error) {
      if (error instanceof GraphError) return context.json(error.body(), error.status as 400);
      throw error;
    }
  };
  app.on(['GET', 'POST'], `${version}/oauth/access_token`, exchange);
}

function answerTo(tokens: Tokens, given: Record<string, string>) {
  if (given.grant_type !== 'fb_exchange_token') {
    const { token } = tokens.exchangeCode({ ...given, grant_type: 'authorization_code' });
    return { access_token: token, token_type: 'bearer', expires_in: 3_600 };
  }
  const app = tokens.apps.find(({ id }) => id === given.client_id);
  if (!app) throw new GraphError(400, { message: 'Error validating application', code: 101 });
  const long = tokens.lengthen(given.fb_exchange_token, given.client_secret);
  return { access_token: long, token_type: 'bearer', expires_in: LONG / 1_000 };
}
