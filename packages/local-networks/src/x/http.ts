/** The HTTP side: the API, and OAuth with its page of consent. */
import type { ServerType } from '@hono/node-server';
import { consentPage } from '../consent-page.ts';
import {
  answerOn,
  type NodeContext,
  RequestServer,
  type Route,
  type ServerParts,
} from '../request-server.ts';
import type { Operation } from './call.ts';
import { GrantError, invalid, Problem } from './error.ts';
import { append, describe, finalize, initialize, status, upload } from './media.ts';
import { consent, exchangeToken, readAsked, refuseConsent, revoke } from './oauth.ts';
import { createPost, deletePost } from './posts.ts';
import { getPosts, listMentions, listPosts } from './reading.ts';
import type { State } from './state.ts';
import { me } from './users.ts';

type Parts = ServerParts<State>;

const OPERATIONS: Route<Operation>[] = [
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
export function createHttpServer(parts: Parts): ServerType {
  const server = new RequestServer(parts.faults, 'Over capacity');
  const { app } = server;
  const changing = async (context: NodeContext, run: () => Promise<Response>) => {
    const answer = await run();
    if (context.req.method !== 'GET') parts.onChange();
    return answer;
  };
  server.route(OPERATIONS, (run, context) => changing(context, () => answered(parts, run, context)));
  const granting = [
    ['token', '/2/oauth2/token', exchangeToken],
    ['revoke', '/2/oauth2/revoke', revoke],
  ] as const;
  for (const [name, path, run] of granting)
    app.post(path, (context) =>
      server.faulty(name, context, () => changing(context, () => granted(parts, run, context))),
    );
  app.get('/i/oauth2/authorize', (context) => askConsent(parts, context));
  app.post('/i/oauth2/authorize', (context) => answerConsent(parts, context));
  return server.create();
}

async function granted(
  { state }: Parts,
  run: typeof exchangeToken | typeof revoke,
  context: NodeContext,
): Promise<Response> {
  try {
    const form = await context.req.parseBody();
    return context.json(run(state, context.req.header('authorization'), form));
  } catch (error) {
    if (error instanceof GrantError) return context.json(error.body(), error.status as 400);
    throw error;
  }
}

async function answered({ state }: Parts, run: Operation, context: NodeContext): Promise<Response> {
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

function askConsent({ state }: Parts, context: NodeContext): Response | Promise<Response> {
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

async function answerConsent({ state, onChange }: Parts, context: NodeContext): Promise<Response> {
  const asked = readAsked(state, context.req.query());
  const { isAllowed, form } = await answerOn(context);
  const to = isAllowed ? consent(state, asked, form.get('user') ?? '') : refuseConsent(asked);
  onChange();
  return context.redirect(to);
}
