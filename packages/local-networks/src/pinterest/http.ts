/** The HTTP side: the API under `/v5`, and OAuth with its page of consent. */

import type { Orders } from '@bellwether/local-server/orders.ts';
import { createAdaptorServer, type HttpBindings, type ServerType } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { consentPage } from '../consent-page.ts';
import { answerWith, type Fault } from '../faults.ts';
import { listBoards, listPins, userAccount } from './boards.ts';
import type { Operation } from './call.ts';
import { PinterestError } from './error.ts';
import { consent, exchangeToken, readAsked } from './oauth.ts';
import { analytics, createPin, deletePin, getPin } from './pins.ts';
import type { State } from './state.ts';

type NodeContext = Context<{ Bindings: HttpBindings }>;

export interface ServerParts {
  state: State;
  faults: Orders<Fault>;
  onChange(): void;
}

/** Each by the name under which faults are ordered. */
const OPERATIONS: [name: string, method: string, path: string, run: Operation][] = [
  ['userAccount', 'GET', '/v5/user_account', userAccount],
  ['listBoards', 'GET', '/v5/boards', listBoards],
  ['listPins', 'GET', '/v5/boards/:board/pins', listPins],
  ['createPin', 'POST', '/v5/pins', createPin],
  ['getPin', 'GET', '/v5/pins/:pin', getPin],
  ['deletePin', 'DELETE', '/v5/pins/:pin', deletePin],
  ['analytics', 'GET', '/v5/pins/:pin/analytics', analytics],
];

/** Not listening yet. */
export function createHttpServer(parts: ServerParts): ServerType {
  const app = new Hono<{ Bindings: HttpBindings }>();
  for (const [name, method, path, run] of OPERATIONS)
    app.on(method, path, (context) => faulty(parts, name, context, () => perform(parts, run, context)));
  app.post('/v5/oauth/token', (context) =>
    faulty(parts, 'token', context, async () => {
      const form = await context.req.parseBody();
      const told = exchangeToken(parts.state, context.req.header('authorization'), form);
      parts.onChange();
      return Response.json(told);
    }),
  );
  app.get('/oauth/', (context) => askConsent(parts, context));
  app.post('/oauth/', (context) => answerConsent(parts, context));
  app.onError((error) => {
    if (error instanceof PinterestError) return Response.json(error.body(), { status: error.status });
    throw error;
  });
  return createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false });
}

function faulty(
  parts: ServerParts,
  name: string,
  context: NodeContext,
  run: () => Promise<Response>,
): Promise<Response> {
  return answerWith(parts.faults.take(name), context, run);
}

async function perform(parts: ServerParts, run: Operation, context: NodeContext): Promise<Response> {
  const { state } = parts;
  const { req } = context;
  const token = state.tokenOf(req.header('authorization'));
  const { status, body } = await run({
    ...{ state, token, params: { ...req.param() }, query: { ...req.query() } },
    body: req.method === 'POST' ? await req.json().catch(() => undefined) : undefined,
  });
  if (req.method !== 'GET') parts.onChange();
  return body === undefined ? new Response(null, { status }) : Response.json(body, { status });
}

function askConsent({ state }: ServerParts, context: NodeContext): Response | Promise<Response> {
  const { app, scopes, redirect_uri } = readAsked(state, context.req.query());
  return context.html(
    consentPage({
      ...{ network: 'Pinterest', accent: '#e60023', app: app.name ?? app.id, back: redirect_uri },
      ...{ scopes, isTickable: false, field: 'user', allow: 'Give access' },
      people: state.world.users.map(({ id, username }) => ({ id, name: username })),
    }),
  );
}

async function answerConsent({ state }: ServerParts, context: NodeContext): Promise<Response> {
  const asked = readAsked(state, context.req.query());
  const form = new URLSearchParams(await context.req.text());
  const user = form.get('answer') === 'allow' ? (form.get('user') ?? undefined) : undefined;
  return context.redirect(consent(state, asked, user));
}
