/** The HTTP side: the API, the chunks of uploads, and OAuth with its page of consent. */
import type { ServerType } from '@hono/node-server';
import { consentPage } from '../consent-page.ts';
import { type Fault as CommonFault, hangUp } from '../faults.ts';
import {
  answerOn,
  type NodeContext,
  RequestServer,
  type Route,
  type ServerParts,
} from '../request-server.ts';
import type { Operation } from './call.ts';
import { type Chunk, isLast, takeChunk } from './chunks.ts';
import { creatorInfo, userInfo } from './creator.ts';
import { invalid, OAuthError, OK, TikTokError } from './error.ts';
import { consent, exchangeToken, readAsked, revokeToken } from './oauth.ts';
import { fetchStatus, initContent, initVideo } from './publishing.ts';
import type { State } from './state.ts';
import { listVideos, queryVideos } from './videos.ts';

export interface Fault extends CommonFault {
  /** Of a chunk: the connection breaks when so many of its bytes have come. */
  breakAfter?: number;
}

type Parts = ServerParts<State, Fault>;

/** What publishes is the beginning of photos, and of a video its `chunk.last`. */
const OPERATIONS: Route<Operation>[] = [
  ['user.info', 'GET', '/v2/user/info/', userInfo],
  ['creator_info', 'POST', '/v2/post/publish/creator_info/query/', creatorInfo],
  ['video.init', 'POST', '/v2/post/publish/video/init/', initVideo],
  ['content.init', 'POST', '/v2/post/publish/content/init/', initContent],
  ['status.fetch', 'POST', '/v2/post/publish/status/fetch/', fetchStatus],
  ['video.list', 'POST', '/v2/video/list/', listVideos],
  ['video.query', 'POST', '/v2/video/query/', queryVideos],
];

/** Not listening yet. */
export function createHttpServer(parts: Parts): ServerType {
  const { state } = parts;
  const server = new RequestServer(parts.faults);
  const { app } = server;
  server.route(OPERATIONS, (run, context) => perform(parts, run, context));
  app.put('/video/', (context) => putChunk(server, parts, context));
  app.post('/v2/oauth/token/', (context) =>
    server.faulty('token', context, () =>
      told(async () => Response.json(exchangeToken(state, await context.req.parseBody()))),
    ),
  );
  app.post('/v2/oauth/revoke/', async (context) => {
    revokeToken(state, await context.req.parseBody());
    return Response.json({});
  });
  app.get('/v2/auth/authorize/', (context) => askConsent(parts, context));
  app.post('/v2/auth/authorize/', (context) => answerConsent(parts, context));
  app.onError((error) => refusalOf(error));
  return server.create();
}

function perform(parts: Parts, run: Operation, context: NodeContext): Promise<Response> {
  const { req } = context;
  return told(async () => {
    const token = parts.state.tokenOf(req.header('authorization'));
    const data = await run({
      ...{ state: parts.state, token, query: { ...req.query() }, changed: parts.onChange },
      ...{ body: await bodyOf(context), origin: new URL(req.url).origin },
    });
    return new Response(jsonOf({ data, error: OK }), { headers: { 'content-type': 'application/json' } });
  });
}

async function bodyOf({ req }: NodeContext): Promise<unknown> {
  if (req.method === 'GET') return undefined;
  if (!/^application\/json\b/.test(req.header('content-type') ?? ''))
    throw invalid('Only application/json is supported as the content type');
  return req.json().catch(() => undefined);
}

/** Ids are numbers of 64 bits, of which JavaScript's own writing would lose digits. */
function jsonOf(value: unknown): string {
  const mark = (_key: string, one: unknown) => (typeof one === 'bigint' ? `bigint:${one}` : one);
  return JSON.stringify(value, mark).replace(/"bigint:(\d+)"/g, '$1');
}

function putChunk(
  server: RequestServer<Fault>,
  { state, onChange }: Parts,
  context: NodeContext,
): Promise<Response> {
  const { req } = context;
  const chunk: Chunk = {
    ...{ query: { ...req.query() }, type: req.header('content-type') ?? '' },
    ...{ range: req.header('content-range') ?? '', length: Number(req.header('content-length')) },
  };
  return server.faulty(isLast(state, chunk) ? 'chunk.last' : 'chunk', context, async (fault) => {
    // Whoever stops reading does not end the request: that is answered, or cut, below.
    const bytes = context.env.incoming.iterator({ destroyOnReturn: false });
    const taken = await takeChunk(state, chunk, bytes, fault?.breakAfter);
    if (taken === 'broken') return hangUp(context);
    onChange();
    return new Response(null, { status: taken });
  });
}

async function told(run: () => Promise<Response>): Promise<Response> {
  try {
    return await run();
  } catch (error) {
    return refusalOf(error);
  }
}

function refusalOf(error: unknown): Response {
  if (error instanceof TikTokError || error instanceof OAuthError)
    return Response.json(error.body(), { status: error.status });
  throw error;
}

const WORDS = {
  'user.info.basic': 'Read your profile info (avatar, display name)',
  'video.publish': 'Post content to TikTok',
  'video.list': 'Read your public videos on TikTok',
};

function askConsent({ state }: Parts, context: NodeContext): Response | Promise<Response> {
  const { app, scopes, redirect_uri } = readAsked(state, context.req.query());
  const people = state.world.users.map(({ id, displayName }) => ({ id, name: displayName }));
  return context.html(
    consentPage({
      ...{ network: 'TikTok', accent: '#fe2c55', app: app.name ?? app.id, scopes, words: WORDS },
      ...{ isTickable: true, people, field: 'user', back: redirect_uri, allow: 'Continue' },
    }),
  );
}

async function answerConsent({ state }: Parts, context: NodeContext): Promise<Response> {
  const asked = readAsked(state, context.req.query());
  const { isAllowed, form } = await answerOn(context);
  const user = isAllowed ? (form.get('user') ?? undefined) : undefined;
  return context.redirect(consent(state, asked, user, form.getAll('scope')));
}
