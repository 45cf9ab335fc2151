/** The HTTP side: the REST API, the uploads, and OAuth with its page of consent. */
import type { ServerType } from '@hono/node-server';
import {
  answerOn,
  type ServerParts as CommonParts,
  type NodeContext,
  RequestServer,
  type Route,
} from '../request-server.ts';
import type { Operation } from './call.ts';
import { memberConsent } from './consent-page.ts';
import { GrantError, LinkedInError } from './error.ts';
import { getImage, initializeUpload, upload } from './images.ts';
import { consent, exchangeToken, readAsked, refuseConsent } from './oauth.ts';
import { organization, organizationAcls, userinfo } from './people.ts';
import { createPost, deletePost, getPost, listPosts, updatePost } from './posts.ts';
import type { State } from './state.ts';
import { checkVersion } from './versions.ts';
import { finalizeVideo, getVideo, initializeVideo, uploadPart } from './videos.ts';

interface ServerParts extends CommonParts<State> {
  origin(): string;
}

const OPERATIONS: Route<Operation>[] = [
  ['userinfo', 'GET', '/v2/userinfo', userinfo],
  ['organizationAcls', 'GET', '/rest/organizationAcls', organizationAcls],
  ['organization', 'GET', '/rest/organizations/:id', organization],
  ['createPost', 'POST', '/rest/posts', createPost],
  ['listPosts', 'GET', '/rest/posts', listPosts],
  ['getPost', 'GET', '/rest/posts/:urn', getPost],
  ['updatePost', 'POST', '/rest/posts/:urn', updatePost],
  ['deletePost', 'DELETE', '/rest/posts/:urn', deletePost],
  ['initializeUpload', 'POST', '/rest/images', initializeUpload],
  ['getImage', 'GET', '/rest/images/:urn', getImage],
  ['getVideo', 'GET', '/rest/videos/:urn', getVideo],
];

/** Not listening yet. */
export function createHttpServer(parts: ServerParts): ServerType {
  const server = new RequestServer(parts.faults);
  const { app } = server;
  app.use(async ({ req }, next) => {
    await next();
    if (req.method !== 'GET') parts.onChange();
  });
  server.route(OPERATIONS, (run, context) => rest(parts, run, context));
  // One path, and two calls.
  app.post('/rest/videos', (context) => {
    const isLast = context.req.query('action') === 'finalizeUpload';
    return server.faulty(isLast ? 'finalizeVideo' : 'initializeVideo', context, () =>
      rest(parts, isLast ? finalizeVideo : initializeVideo, context),
    );
  });
  routeUploads(parts, server);
  app.post('/oauth/v2/accessToken', (context) =>
    server.faulty('accessToken', context, async () => {
      try {
        return context.json(exchangeToken(parts.state, await context.req.parseBody()));
      } catch (error) {
        if (error instanceof GrantError) return context.json(error.body(), 400);
        throw error;
      }
    }),
  );
  app.get('/oauth/v2/authorization', (context) => askConsent(parts, context));
  app.post('/oauth/v2/authorization', (context) => answerConsent(parts, context));
  return server.create();
}

/** Their addresses are all that is asked for. */
function routeUploads({ state }: ServerParts, server: RequestServer): void {
  const bytesOf = async ({ req }: NodeContext) => new Uint8Array(await req.arrayBuffer());
  server.app.put('/upload/:id', (context) =>
    server.faulty('upload', context, async () => {
      const type = context.req.header('content-type');
      return context.body(null, upload(state, context.req.param('id'), await bytesOf(context), type));
    }),
  );
  server.app.put('/upload/video/:id/:index', (context) =>
    server.faulty('uploadPart', context, async () => {
      const { id, index } = context.req.param();
      const part = { id, index: Number(index), bytes: await bytesOf(context) };
      const { status, etag } = uploadPart(state, part);
      return context.body(null, status, etag === undefined ? {} : { etag });
    }),
  );
}

async function rest(parts: ServerParts, run: Operation, context: NodeContext): Promise<Response> {
  try {
    const { req } = context;
    const token = parts.state.tokenOf(req.header('authorization'));
    if (req.path.startsWith('/rest/')) {
      checkVersion(req.header('linkedin-version'), parts.state.now);
      if (req.header('x-restli-protocol-version') !== '2.0.0')
        throw new LinkedInError(400, 'X-Restli-Protocol-Version must be 2.0.0');
    }
    const { status, body, headers } = run({
      ...{ state: parts.state, token, origin: parts.origin() },
      params: { ...req.param() },
      query: { ...req.query() },
      header: (name) => req.header(name),
      body: req.method === 'POST' ? await req.json().catch(() => undefined) : undefined,
    });
    return new Response(body === undefined ? null : JSON.stringify(body), {
      status,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    });
  } catch (error) {
    if (error instanceof LinkedInError) return Response.json(error.body(), { status: error.status });
    throw error;
  }
}

function askConsent({ state }: ServerParts, context: NodeContext): Response | Promise<Response> {
  try {
    return context.html(memberConsent(state, readAsked(state, context.req.query())));
  } catch (error) {
    if (error instanceof GrantError) return context.text(error.message, 400);
    throw error;
  }
}

async function answerConsent({ state }: ServerParts, context: NodeContext): Promise<Response> {
  const asked = readAsked(state, context.req.query());
  const { isAllowed, form } = await answerOn(context);
  const to = isAllowed
    ? consent(state, asked, form.get('member') ?? '', form.getAll('scope'))
    : refuseConsent(asked);
  return context.redirect(to);
}
