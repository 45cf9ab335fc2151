/** The HTTP side: OAuth 2 as Reddit has it, and the API, which wants to read who asks. */
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
import type { Operation } from './call.ts';
import { BUCKETS, leaseAsset, takeFile } from './media.ts';
import { del, editText, info, listingOf, requirementsOf, submit, submitted } from './posts.ts';
import type { Asset, State, Token } from './state.ts';

const me: Operation = ({ token }) => ({ status: 200, body: { id: token.person, name: token.name } });

const subscriber: Operation = ({ state, token }) => {
  const joined = state.world.people.find(({ name }) => name === token.name)?.joined ?? [];
  const children = joined.map((name) => ({ kind: 't5', data: { display_name: name } }));
  return { status: 200, body: listingOf(children, null) };
};

const linkFlair: Operation = ({ state, params }) => {
  const found = state.world.communities.find(({ name }) => name === params.sr);
  if (!found?.flairs) return { status: 403, body: { message: 'Forbidden', error: 403 } };
  return { status: 200, body: found.flairs.map((flair) => ({ mod_only: false, ...flair })) };
};

const postRequirements: Operation = ({ state, params }) => {
  const found = state.world.communities.find(({ name }) => name === params.sr);
  if (!found) return { status: 404, body: { message: 'Not Found', error: 404 } };
  return { status: 200, body: requirementsOf(found) };
};

const about: Operation = ({ state, params }) => {
  const found = state.world.communities.find(({ name }) => name === params.sr);
  if (!found) return { status: 404, body: { message: 'Not Found', error: 404 } };
  const data = {
    ...{ display_name: found.name, submission_type: found.takes ?? 'any' },
    allow_videos: !found.takesNoVideos,
  };
  return { status: 200, body: { kind: 't5', data } };
};

/** What each needs the right for. */
const OPERATIONS: Route<[scope: string, run: Operation]>[] = [
  ['me', 'GET', '/api/v1/me', ['identity', me]],
  ['subscriber', 'GET', '/subreddits/mine/subscriber', ['mysubreddits', subscriber]],
  ['linkFlair', 'GET', '/r/:sr/api/link_flair_v2', ['flair', linkFlair]],
  ['postRequirements', 'GET', '/api/v1/:sr/post_requirements', ['submit', postRequirements]],
  ['about', 'GET', '/r/:sr/about', ['read', about]],
  ['asset', 'POST', '/api/media/asset.json', ['submit', leaseAsset]],
  ['submit', 'POST', '/api/submit', ['submit', submit]],
  ['submitted', 'GET', '/user/:name/submitted', ['history', submitted]],
  ['editusertext', 'POST', '/api/editusertext', ['edit', editText]],
  ['del', 'POST', '/api/del', ['edit', del]],
  ['info', 'GET', '/api/info', ['read', info]],
];

const NAMED = /^[\w.-]+:[\w.-]+:[\w.-]+ \(by \/u\/[\w-]+\)$/;

/** Not listening yet. */
export function createHttpServer({ state, faults, onChange }: ServerParts<State>): ServerType {
  const server = new RequestServer(faults, 'Our CDN was unable to reach our servers');
  const { app } = server;
  app.use(async (context, next) => {
    const isAsked = context.req.path === '/api/v1/authorize';
    // A bucket is no part of Reddit.
    if (isAsked || Object.values<string>(BUCKETS).includes(context.req.path)) return next();
    if (NAMED.test(context.req.header('user-agent') ?? '')) return next();
    return context.json({ message: 'Too Many Requests', error: 429 }, 429);
  });
  app.use(async ({ req }, next) => {
    await next();
    if (req.method !== 'GET') onChange();
  });
  server.route(OPERATIONS, ([scope, run], context) => perform(state, scope, run, context));
  for (const kind of ['picture', 'video'] as const)
    app.post(BUCKETS[kind], (context) =>
      server.faulty(`bucket ${kind}`, context, () => toBucket(state, kind, context)),
    );
  app.get('/api/v1/authorize', (context) => askConsent(state, context));
  app.post('/api/v1/authorize', async (context) => {
    return context.redirect(consent(state, context.req.query(), await answerOn(context)));
  });
  app.post('/api/v1/access_token', async (context) => {
    const form = (await context.req.parseBody()) as Record<string, string>;
    return exchange(state, context.req.header('authorization') ?? '', form);
  });
  return server.create();
}

async function perform(state: State, scope: string, run: Operation, context: NodeContext): Promise<Response> {
  const { req } = context;
  const token = state.tokenOf(req.header('authorization'));
  if (!token) return Response.json({ message: 'Unauthorized', error: 401 }, { status: 401 });
  if (!token.scopes.includes(scope))
    return Response.json({ message: 'Forbidden', error: 403 }, { status: 403 });
  const form = req.method === 'POST' ? ((await req.parseBody()) as Record<string, string>) : {};
  const { origin } = new URL(req.url);
  const { status, body } = run({ state, token, form, query: req.query(), params: req.param(), origin });
  return Response.json(body, { status });
}

async function toBucket(state: State, kind: Asset['kind'], { req }: NodeContext): Promise<Response> {
  const form = [...(await req.raw.formData()).entries()];
  const bucket = `${new URL(req.url).origin}${BUCKETS[kind]}`;
  const taken = await takeFile(state, { form, header: (name) => req.header(name) }, { kind, bucket });
  if ('code' in taken) return refusalBy(taken);
  const words = `<?xml version="1.0" encoding="UTF-8"?>\n<PostResponse><Location>${taken.address}</Location><Key>${taken.parameters.key}</Key></PostResponse>`;
  const headers = { 'content-type': 'application/xml', location: taken.address ?? '' };
  return new Response(words, { status: 201, headers });
}

function askConsent(state: State, context: NodeContext): Response | Promise<Response> {
  const { redirect_uri: back = '', scope = '' } = context.req.query();
  const app = appAsking(state, context.req.query());
  if (!app)
    return context.text('you sent an invalid request: the client id or the redirect_uri is wrong', 400);
  return context.html(
    consentPage({
      ...{ network: 'Reddit', accent: '#d93a00', app: app.name ?? app.id, back },
      ...{ scopes: scope.split(' '), isTickable: false, field: 'user' },
      people: state.world.people.map(({ id, name }) => ({ id, name: `u/${name}` })),
    }),
  );
}

function appAsking(state: State, { client_id, redirect_uri = '' }: Record<string, string>) {
  return state.world.apps.find(({ id, redirects }) => id === client_id && redirects.includes(redirect_uri));
}

/** Where the browser is led back to. */
function consent(
  state: State,
  query: Record<string, string>,
  { isAllowed, form }: { isAllowed: boolean; form: URLSearchParams },
): string {
  const { redirect_uri = '', state: own = '', scope = '', duration } = query;
  const person = state.world.people.find(({ id }) => id === form.get('user'));
  const back = new URL(redirect_uri);
  back.searchParams.set('state', own);
  if (!appAsking(state, query) || !person || duration !== 'permanent')
    back.searchParams.set('error', 'invalid_request');
  else if (!isAllowed) back.searchParams.set('error', 'access_denied');
  else {
    const code = state.newSecret();
    const grant = { person: person.id, scopes: scope.split(' '), expiresAt: state.now + 600_000 };
    state.codes.set(code, { ...grant, redirect: redirect_uri });
    back.searchParams.set('code', code);
  }
  return back.href;
}

const DAY = 24 * 3_600_000;

function exchange(state: State, authorization: string, form: Record<string, string>): Response {
  const given = Buffer.from(/^Basic (.+)$/.exec(authorization)?.[1] ?? '', 'base64').toString();
  if (!state.world.apps.some(({ id, secret }) => given === `${id}:${secret}`))
    return Response.json({ message: 'Unauthorized', error: 401 }, { status: 401 });
  const isRenewal = form.grant_type === 'refresh_token';
  const code = state.codes.get(form.code ?? '');
  const known: Token | undefined = isRenewal ? state.refreshTokens.get(form.refresh_token ?? '') : code;
  const isGood = known && (isRenewal || code?.redirect === form.redirect_uri);
  if (!isGood) return Response.json({ error: 'invalid_grant' }, { status: 400 });
  if (!isRenewal) state.codes.delete(form.code ?? '');
  const { person, scopes } = known;
  const [access, refresh] = [state.newSecret(), isRenewal ? (form.refresh_token ?? '') : state.newSecret()];
  state.tokens.set(access, { person, scopes, expiresAt: state.now + DAY });
  state.refreshTokens.set(refresh, { person, scopes, expiresAt: Number.POSITIVE_INFINITY });
  return Response.json({
    ...{ access_token: access, token_type: 'bearer', expires_in: DAY / 1_000 },
    ...{ refresh_token: refresh, scope: scopes.join(' ') },
  });
}
