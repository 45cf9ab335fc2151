/** The HTTP side: the data API, uploads, and OAuth with its page of consent. */
import type { ServerType } from '@hono/node-server';
import { consentPage } from '../consent-page.ts';
import { hangUp } from '../faults.ts';
import {
  answerOn,
  type NodeContext,
  RequestServer,
  type Route,
  type ServerParts,
} from '../request-server.ts';
import { deleteComment, insertComment, listComments, listCommentThreads, updateComment } from './comments.ts';
import { YouTubeError } from './error.ts';
import type { Fault } from './fault.ts';
import { consent, exchangeToken, OAuthError, readAsked } from './oauth.ts';
import type { State } from './state.ts';
import { setThumbnail } from './thumbnails.ts';
import { type Answer, initiate, upload } from './uploads.ts';
import {
  deleteVideo,
  listChannels,
  listPlaylistItems,
  listVideos,
  type Operation,
  updateVideo,
} from './videos.ts';

type Parts = ServerParts<State, Fault>;

const OPERATIONS: Route<Operation>[] = [
  ['videos.list', 'GET', '/youtube/v3/videos', listVideos],
  ['videos.update', 'PUT', '/youtube/v3/videos', updateVideo],
  ['videos.delete', 'DELETE', '/youtube/v3/videos', deleteVideo],
  ['channels.list', 'GET', '/youtube/v3/channels', listChannels],
  ['commentThreads.list', 'GET', '/youtube/v3/commentThreads', listCommentThreads],
  ['comments.list', 'GET', '/youtube/v3/comments', listComments],
  ['comments.insert', 'POST', '/youtube/v3/comments', insertComment],
  ['comments.update', 'PUT', '/youtube/v3/comments', updateComment],
  ['comments.delete', 'DELETE', '/youtube/v3/comments', deleteComment],
  ['playlistItems.list', 'GET', '/youtube/v3/playlistItems', listPlaylistItems],
];
const UPLOAD = '/upload/youtube/v3/videos';
const THUMBNAILS = '/upload/youtube/v3/thumbnails/set';

/** Not listening yet. */
export function createHttpServer(parts: Parts): ServerType {
  const server = new RequestServer(parts.faults);
  const { app } = server;
  server.route(OPERATIONS, (run, context) => perform(parts, run, context));
  app.post(UPLOAD, (context) => server.faulty('initiate', context, () => begin(parts, context)));
  app.put(UPLOAD, (context) => {
    const kind = context.req.header('content-range')?.startsWith('bytes */') ? 'upload.status' : 'upload';
    return server.faulty(kind, context, (fault) => goOn(parts, context, fault));
  });
  app.post(THUMBNAILS, (context) =>
    server.faulty('thumbnails.set', context, () => takeThumbnail(parts, context)),
  );
  app.post('/token', (context) =>
    server.faulty('token', context, async () =>
      Response.json(exchangeToken(parts.state, await context.req.parseBody())),
    ),
  );
  app.get('/o/oauth2/v2/auth', (context) => askConsent(parts, context));
  app.post('/o/oauth2/v2/auth', (context) => answerConsent(parts, context));
  app.onError((error) => {
    if (error instanceof YouTubeError || error instanceof OAuthError)
      return Response.json(error.body(), { status: error.status });
    throw error;
  });
  return server.create();
}

async function perform(parts: Parts, run: Operation, context: NodeContext): Promise<Response> {
  const { state } = parts;
  const { req } = context;
  const token = state.tokenOf(req.header('authorization'));
  const body = ['POST', 'PUT'].includes(req.method) ? await req.json().catch(() => undefined) : undefined;
  const answer = run({ state, token, query: { ...req.query() }, body });
  if (req.method !== 'GET') parts.onChange();
  return responseOf(answer);
}

async function begin(parts: Parts, context: NodeContext): Promise<Response> {
  const { req } = context;
  const { state } = parts;
  const token = state.tokenOf(req.header('authorization'));
  const body = await req.json().catch(() => undefined);
  const asked = { state, headers: req.raw.headers, query: { ...req.query() } };
  return responseOf(initiate(asked, token, body, new URL(req.url).origin));
}

async function goOn(parts: Parts, context: NodeContext, fault?: Fault): Promise<Response> {
  const { req } = context;
  const asked = { state: parts.state, headers: req.raw.headers, query: { ...req.query() } };
  const answer = await upload(asked, context.env.incoming, fault?.breakAfter);
  if (answer === 'broken') return hangUp(context);
  parts.onChange();
  return responseOf(answer);
}

async function takeThumbnail({ state, onChange }: Parts, { req }: NodeContext): Promise<Response> {
  const token = state.tokenOf(req.header('authorization'));
  const bytes = new Uint8Array(await req.arrayBuffer());
  const contentType = req.header('content-type') ?? '';
  const answer = setThumbnail({ state, token, query: { ...req.query() }, contentType, bytes });
  onChange();
  return responseOf(answer);
}

function responseOf({ status, headers = {}, body }: Answer): Response {
  return body === undefined
    ? new Response(null, { status, headers })
    : Response.json(body, { status, headers });
}

function askConsent({ state }: Parts, context: NodeContext): Response | Promise<Response> {
  const { app, scopes, redirect_uri } = readAsked(state, context.req.query());
  const people = state.world.users.map(({ id, channel }) => ({ id, name: channel?.title ?? id }));
  return context.html(
    consentPage({
      ...{ network: 'YouTube', accent: '#c00', app: app.name ?? app.id, scopes, isTickable: true },
      ...{ people, field: 'user', back: redirect_uri, allow: 'Continue' },
    }),
  );
}

async function answerConsent({ state }: Parts, context: NodeContext): Promise<Response> {
  const asked = readAsked(state, context.req.query());
  const { isAllowed, form } = await answerOn(context);
  const user = isAllowed ? (form.get('user') ?? undefined) : undefined;
  return context.redirect(consent(state, asked, user, form.getAll('scope')));
}
