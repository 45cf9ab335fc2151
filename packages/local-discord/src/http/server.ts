/** The HTTP side: lets a request in or refuses it as Discord does, and records what came. */
import { createAdaptorServer, type HttpBindings, type ServerType } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Context, Hono } from 'hono';
import { getPath } from 'hono/utils/url';
import { DiscordError, refuse, refuseInvalid } from '../errors/discord-error.ts';
import { issue } from '../errors/issue.ts';
import type { LocalDiscordOptions } from '../options.ts';
import type { State } from '../state/state.ts';
import { parseBody } from './body.ts';
import { serveFile } from './cdn.ts';
import type { Fault, Faults } from './faults.ts';
import { type RateLimits, seconds, type Verdict } from './ratelimit.ts';
import type { Answer, Call, Route } from './route.ts';
import { ROUTES } from './routes/index.ts';
import { bodyOf } from './schema.ts';
import type { TrafficRecorder } from './traffic.ts';
import { unknownIn } from './unknown.ts';
import { issuesIn } from './validate.ts';

type NodeContext = Context<{ Bindings: HttpBindings }>;

export interface ServerParts {
  state: State;
  faults: Faults;
  limits: RateLimits;
  traffic: TrafficRecorder;
  fallback?: LocalDiscordOptions['fallback'];
}

/** Not listening yet. discord.js writes `@original` as `%40original`, which is the same path. */
export function createHttpServer(parts: ServerParts): ServerType {
  const app = new Hono<{ Bindings: HttpBindings }>({
    getPath: (request) => getPath(request).replaceAll('%40', '@'),
  });
  for (const route of ROUTES) {
    app.on(route.method, `/api/v10${honoPath(route.path)}`, (context) => serve(parts, route, context));
  }
  app.get('/attachments/:channel/:id/:name', (context) => serveFile(parts.state, context));
  app.all('/api/v10/*', (context) => unimplemented(parts, context));
  app.all('*', (context) => parts.fallback?.(context.req.raw) ?? context.notFound());
  return createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false });
}

async function serve(parts: ServerParts, route: Route, context: NodeContext): Promise<Response> {
  const started = performance.now();
  const name = `${route.method} ${route.path}`;
  const fault = parts.faults.take(name);
  const call: Call = {
    state: parts.state,
    params: { ...context.req.param() },
    query: { ...context.req.query() },
    body: undefined,
    files: new Map(),
    reason: reasonOf(context),
  };
  const verdict = parts.limits.take(route, call.params);
  const answer = await answered(parts, route, call, context, verdict, fault);
  parts.traffic.record({
    route: name,
    path: context.req.path,
    status: answer.status,
    ...codeOf(answer),
    tookMs: performance.now() - started,
    body: call.body,
  });
  parts.state.changes.tell('traffic');
  return respond(context, answer, verdict, fault);
}

async function answered(
  parts: ServerParts,
  route: Route,
  call: Call,
  context: NodeContext,
  verdict: Verdict | undefined,
  fault: Fault | undefined,
): Promise<Answer> {
  try {
    const ordered = orderedAnswer(fault);
    if (ordered) return ordered;
    if (route.access !== 'token') authorise(parts.state, context);
    if (verdict && !verdict.allowed) return limited(verdict.retryAfterMs, verdict.global);
    await readAndCheck(parts, route, call, context.req.raw);
    return await route.handle(call);
  } catch (error) {
    if (error instanceof DiscordError) return { status: error.status, body: error.body() };
    throw error;
  }
}

function orderedAnswer(fault: Fault | undefined): Answer | undefined {
  if (fault?.loseAnswer === 'before') return { status: 0 };
  if (fault?.status === undefined) return undefined;
  const usual = fault.status === 429 ? limited((fault.retryAfter ?? 1) * 1000, false).body : undefined;
  return {
    status: fault.status,
    body: fault.body ?? usual ?? { message: `Ordered fault ${fault.status}`, code: 0 },
  };
}

function limited(retryAfterMs: number, global: boolean): Answer {
  const body = { message: 'You are being rate limited.', retry_after: retryAfterMs / 1000, global };
  return { status: 429, body };
}

function authorise(state: State, context: NodeContext): void {
  if (context.req.header('authorization') !== `Bot ${state.application.token}`) throw refuse('unauthorized');
}

async function readAndCheck(parts: ServerParts, route: Route, call: Call, request: Request): Promise<void> {
  refuseInvalid(badIds(call.params));
  const name = `${route.method} ${route.path}`;
  const parsed = route.method === 'GET' ? { json: undefined, files: new Map() } : await parseBody(request);
  call.files = parsed.files;
  call.body = parsed.json ?? (bodyOf(name) ? {} : undefined);
  parts.traffic.recordUnknown(name, unknownIn(name, call.body, call.query));
  refuseInvalid(issuesIn(name, call.body, call.query));
}

function badIds(params: Record<string, string>) {
  const wrong = Object.entries(params).filter(
    ([name, value]) => name.endsWith('_id') && !/^\d+$/.test(value),
  );
  return wrong.map(([name, value]) =>
    issue([name], 'NUMBER_TYPE_COERCE', `Value "${value}" is not snowflake.`),
  );
}

function respond(
  context: NodeContext,
  answer: Answer,
  verdict: Verdict | undefined,
  fault: Fault | undefined,
): Response {
  if (fault?.loseAnswer) return hangUp(context);
  if (fault?.cut) return cutShort(context, answer);
  const retry: Record<string, string> =
    fault?.retryAfter === undefined ? {} : { 'Retry-After': seconds(fault.retryAfter * 1000) };
  const headers: Record<string, string> = { ...verdict?.headers, ...retry };
  if (answer.body === undefined) return new Response(null, { status: answer.status, headers });
  if (typeof answer.body === 'string')
    return new Response(answer.body, {
      status: answer.status,
      headers: { 'Content-Type': 'text/html; charset=UTF-8', ...headers },
    });
  return new Response(JSON.stringify(answer.body), {
    status: answer.status,
    headers: { 'Content-Type': 'application/json', ...headers },
  });
}

function hangUp(context: NodeContext): Response {
  context.env.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

function cutShort(context: NodeContext, answer: Answer): Response {
  const body = JSON.stringify(answer.body ?? {});
  const { outgoing } = context.env;
  outgoing.writeHead(answer.status, {
    'Content-Type': 'application/json',
    'Content-Length': body.length + 1,
  });
  outgoing.write(body.slice(0, body.length / 2), () => outgoing.destroy());
  return RESPONSE_ALREADY_SENT;
}

function unimplemented(parts: ServerParts, context: NodeContext): Response {
  const path = context.req.path.replace('/api/v10', '');
  const name = `${context.req.method} ${path} (not in the local Discord)`;
  parts.traffic.record({ route: name, path: context.req.path, status: 404, tookMs: 0, body: undefined });
  return context.json(
    { message: `404: Not Found. The local Discord does not know ${context.req.method} ${path}.`, code: 0 },
    404,
  );
}

function codeOf(answer: Answer): { code?: number } {
  const code =
    typeof answer.body === 'object' && answer.body && 'code' in answer.body ? answer.body.code : undefined;
  return typeof code === 'number' ? { code } : {};
}

function reasonOf(context: NodeContext): string | null {
  const header = context.req.header('x-audit-log-reason');
  return header ? decodeURIComponent(header) : null;
}

function honoPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}
