/** The HTTP side: the API under `/v5`, and OAuth with its page of consent. */
import type { ServerType } from '@hono/node-server';
import { consentPage } from '../consent-page.ts';
import {
  answerOn,
  type NodeContext,
  RequestServer,
  type Route,
  type ServerParts,
} from '../request-server.ts';
import { refusalBy } from '../signed-form.ts';
import { listBoards, listPins, userAccount } from './boards.ts';
import type { Operation } from './call.ts';
import { PinterestError } from './error.ts';
import { getMedia, registerMedia, takeUpload } from './media.ts';
import { consent, exchangeToken, readAsked } from './oauth.ts';
import { analytics, createPin, deletePin, getPin } from './pins.ts';
import type { State } from './state.ts';

type Parts = ServerParts<State>;

const OPERATIONS: Route<Operation>[] = [
  ['userAccount', 'GET', '/v5/user_account', userAccount],
  ['listBoards', 'GET', '/v5/boards', listBoards],
  ['listPins', 'GET', '/v5/boards/:board/pins', listPins],
  ['createPin', 'POST', '/v5/pins', createPin],
  ['getPin', 'GET', '/v5/pins/:pin', getPin],
  ['deletePin', 'DELETE', '/v5/pins/:pin', deletePin],
  ['registerMedia', 'POST', '/v5/media', registerMedia],
  ['getMedia', 'GET', '/v5/media/:media', getMedia],
  ['analytics', 'GET', '/v5/pins/:pin/analytics', analytics],
];

/** Not listening yet. */
export function createHttpServer(parts: Parts): ServerType {
  const server = new RequestServer(parts.faults);
  const { app } = server;
  server.route(OPERATIONS, (run, context) => perform(parts, run, context));
  app.post('/v5/oauth/token', (context) =>
    server.faulty('token', context, async () => {
      const form = await context.req.parseBody();
      const told = exchangeToken(parts.state, context.req.header('authorization'), form);
      parts.onChange();
      return Response.json(told);
    }),
  );
  app.post('/bucket/', (context) => server.faulty('bucket', context, () => toBucket(parts, context)));
  app.get('/oauth/', (context) => askConsent(parts, context));
  app.post('/oauth/', (context) => answerConsent(parts, context));
  app.onError((error) => {
    if (error instanceof PinterestError) return Response.json(error.body(), { status: error.status });
    throw error;
  });
  return server.create();
}

async function perform(parts: Parts, run: Operation, context: NodeContext): Promise<Response> {
  const { state } = parts;
  const { req } = context;
  const token = state.tokenOf(req.header('authorization'));
  const { status, body } = await run({
    ...{ state, token, params: { ...req.param() }, query: { ...req.query() } },
    origin: new URL(req.url).origin,
    body: req.method === 'POST' ? await req.json().catch(() => undefined) : undefined,
  });
  if (req.method !== 'GET') parts.onChange();
  return body === undefined ? new Response(null, { status }) : Response.json(body, { status });
}

async function toBucket({ state, onChange }: Parts, context: NodeContext): Promise<Response> {
  const { req } = context;
  const form = [...(await req.raw.formData()).entries()];
  const refused = await takeUpload(state, { form, header: (name) => req.header(name) });
  onChange();
  return refused ? refusalBy(refused) : context.body(null, 204);
}

function askConsent({ state }: Parts, context: NodeContext): Response | Promise<Response> {
  const { app, scopes, redirect_uri } = readAsked(state, context.req.query());
  return context.html(
    consentPage({
      ...{ network: 'Pinterest', accent: '#e60023', app: app.name ?? app.id, back: redirect_uri },
      ...{ scopes, isTickable: false, field: 'user', allow: 'Give access' },
      people: state.world.users.map(({ id, username }) => ({ id, name: username })),
    }),
  );
}

async function answerConsent({ state }: Parts, context: NodeContext): Promise<Response> {
  const asked = readAsked(state, context.req.query());
  const { isAllowed, form } = await answerOn(context);
  const user = isAllowed ? (form.get('user') ?? undefined) : undefined;
  return context.redirect(consent(state, asked, user));
}
