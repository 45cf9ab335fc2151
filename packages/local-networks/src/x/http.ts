/** The HTTP side: the API, and OAuth with its page of consent. */

import type { Orders } from '@bellwether/local-server/orders.ts';
import { createAdaptorServer, type HttpBindings, type ServerType } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { consentPage } from '../consent-page.ts';
import { answerWith, type Fault } from '../faults.ts';
import type { Operation } from './call.ts';
import { GrantError, invalid, Problem } from './error.ts';
import { append, describe, finalize, initialize, status, upload } from './media.ts';
import { consent, exchangeToken, readAsked, refuseConsent, revoke } from './oauth.ts';
import { createPost, deletePost } from './posts.ts';
import { getPosts, listMentions, listPosts } from './reading.ts';
import type { State } from './state.ts';
import { me } from './users.ts';

type NodeContext = Context<{ Bindings: HttpBindings }>;

export interface ServerParts {
  state: State;
  faults: Orders<Fault>;
  onChange(): void;
}

/** Each by the name under which faults are ordered. */
const OPERATIONS: [name: string, method: string, path: string, run: Operation][] = [
  ['me', 'GET', '/2/users/me', me],
  ['createPost', 'POST', '/2/tweets', createPost],
  ['getPosts', 'GET', '/2/tweets', getPosts],
  ['deletePost', 'DELETE', '/2/tweets/:id', deletePost],
  ['listPosts', 'GET', '/2/users/:id/tweets', listPosts],
  ['listMentions', 'GET', '/2/users/:id/mentions', listMentions],
  ['upload', 'POST', '/2/media/upload', upload],
  ['status', 'GET', '/2/media/upload', status],
  ['initialize', 'POST', '/2/media/upload/initialize', initialize],
  ['append', 'POST', '/2/media/upload/:id/append', append],
  ['finalize', 'POST', '/2/media/upload/:id/finalize', finalize],
  ['describe', 'POST', '/2/media/metadata', describe],
];

/** Not listening yet. */
export function createHttpServer(parts: ServerParts): ServerType {
  const app = new Hono<{ Bindings: HttpBindings }>();
  for (const [name, method, path, run] of OPERATIONS)
    app.on(method, path, (context) => faulty(parts, name, context, () => answered(parts, run, context)));
  const granting = [
    ['token', '/2/oauth2/token', exchangeToken],
    ['revoke', '/2/oauth2/revoke', revoke],
  ] as const;
  for (const [name, path, run] of granting)
    app.post(path, (context) =>
      faulty(parts, name, context, async () => {
        try {
          const form = await context.req.parseBody();
          return context.json(run(parts.state, context.req.header('authorization'), form));
        } catch (error) {
          if (error instanceof GrantError) return context.json(error.body(), error.status as 400);
          throw error;
        }
      }),
    );
  app.get('/i/oauth2/authorize', (context) => askConsent(parts, context));
  app.post('/i/oauth2/authorize', (context) => answerConsent(parts, context));
  return createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false });
}

function faulty(
  parts: ServerParts,
  name: string,
  context: NodeContext,
  run: () => Promise<Response>,
): Promise<Response> {
  const changing = async () => {
    const answer = await run();
    if (context.req.method !== 'GET') parts.onChange();
    return answer;
  };
  return answerWith(parts.faults.take(name), context, changing, 'Over capacity');
}

async function answered({ state }: ServerParts, run: Operation, context: NodeContext): Promise<Response> {
  try {
    const { req } = context;
    const token = state.tokenOf(req.header('authorization'));
    const body = req.method === 'POST' ? await bodyOf(context) : undefined;
    const answer = run({ state, token, params: { ...req.param() }, query: { ...req.query() }, body });
    return Response.json(answer.body, { status: answer.status });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const headers = { 'content-type': 'application/problem+json' };
    return new Response(JSON.stringify(error.body()), { status: error.status, headers });
  }
}

/** Files of a form as their bytes. */
async function bodyOf({ req }: NodeContext): Promise<unknown> {
  const type = req.header('content-type') ?? '';
  // One that was cut off has nobody to be answered.
  const cutOff = () => {
    throw invalid('body', 'it was cut off');
  };
  if (type.startsWith('application/json')) return req.json().catch(() => undefined);
  if (!type.startsWith('multipart/form-data')) {
    if ((await req.text().catch(cutOff)) === '') return undefined;
    throw invalid('body', `${type || 'no type'} is not taken`);
  }
  const fields = Object.entries(await req.parseBody().catch(cutOff));
  const read = fields.map(async ([name, value]) => [
    name,
    value instanceof File ? new Uint8Array(await value.arrayBuffer()) : value,
  ]);
  return Object.fromEntries(await Promise.all(read));
}

function askConsent({ state }: ServerParts, context: NodeContext): Response | Promise<Response> {
  try {
    const asked = readAsked(state, context.req.query());
    return context.html(
      consentPage({
        ...{ network: 'X', accent: '#0f1419', app: asked.app.id, back: asked.redirect_uri },
        ...{ scopes: asked.scope.split(' '), isTickable: false, field: 'user', allow: 'Authorize app' },
        people: state.world.users.map(({ id, username }) => ({ id, name: `@${username}` })),
      }),
    );
  } catch (error) {
    if (error instanceof GrantError) return context.text(error.message, 400);
    throw error;
  }
}

async function answerConsent({ state, onChange }: ServerParts, context: NodeContext): Promise<Response> {
  const asked = readAsked(state, context.req.query());
  const form = new URLSearchParams(await context.req.text());
  const isAllowed = form.get('answer') === 'allow';
  const to = isAllowed ? consent(state, asked, form.get('user') ?? '') : refuseConsent(asked);
  onChange();
  return context.redirect(to);
}
