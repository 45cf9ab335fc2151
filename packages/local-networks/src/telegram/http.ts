/** The HTTP side: `/bot<token>/<method>`, answered as the Bot API does. */

import type { Orders } from '@bellwether/local-server/orders.ts';
import { createAdaptorServer, type HttpBindings, type ServerType } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { hangUp } from '../faults.ts';
import { getChat, getChatMember, getMe } from './asking.ts';
import { deleteMessage, editMessageCaption, editMessageText } from './changing.ts';
import { badRequest, TelegramError } from './error.ts';
import type { Fault } from './fault.ts';
import type { Call, Method } from './method.ts';
import { readGiven } from './parameters.ts';
import { sendMediaGroup, sendMessage, sendPhoto, sendVideo } from './sending.ts';

type NodeContext = Context<{ Bindings: HttpBindings }>;

export interface ServerParts {
  faults: Orders<Fault>;
  token: string;
  callOf(given: Pick<Call, 'values' | 'files' | 'stopsAfter'>): Call;
  onChange(): void;
}

interface Answer {
  status: number;
  body: unknown;
}

const METHODS: Record<string, Method> = {
  ...{ getMe, getChat, getChatMember },
  ...{ sendMessage, sendPhoto, sendVideo, sendMediaGroup },
  ...{ editMessageText, editMessageCaption, deleteMessage },
};

const READS = new Set(['getMe', 'getChat', 'getChatMember']);
/** What one request may hold in all. */
const MOST_BYTES = 50 * 1024 * 1024;

/** Not listening yet. */
export function createHttpServer(parts: ServerParts): ServerType {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.all('*', (context) => serve(parts, context));
  return createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false });
}

async function serve(parts: ServerParts, context: NodeContext): Promise<Response> {
  const [, token = '', name = ''] = /^\/bot([^/]*)\/(\w+)$/.exec(decodeURIComponent(context.req.path)) ?? [];
  const fault = parts.faults.take(name);
  if (fault?.silent) return new Promise(() => {});
  if (fault?.loseAnswer === 'before') return hangUp(context);
  const answer = ordered(fault) ?? (await answered(parts, context, { token, name }, fault));
  if (fault?.loseAnswer) return hangUp(context);
  if (fault?.page) return context.html('<html><title>Bad Gateway</title></html>', fault.page as 502);
  return Response.json(answer.body, { status: answer.status });
}

function ordered(fault: Fault | undefined): Answer | undefined {
  if (!fault?.refusal) return undefined;
  const { code, description, retryAfter } = fault.refusal;
  const parameters = retryAfter === undefined ? undefined : { retry_after: retryAfter };
  return refused(new TelegramError(code, description, parameters));
}

async function answered(
  parts: ServerParts,
  context: NodeContext,
  { token, name }: { token: string; name: string },
  fault: Fault | undefined,
): Promise<Answer> {
  try {
    checkToken(token, parts.token);
    const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
    if (!method) throw new TelegramError(404, 'Not Found: method not found');
    if (Number(context.req.header('content-length') ?? 0) > MOST_BYTES)
      throw new TelegramError(413, 'Request Entity Too Large');
    const given = await readGiven(context.req.raw);
    const result = await method(parts.callOf({ ...given, stopsAfter: fault?.stopsAfter }));
    if (!READS.has(name)) parts.onChange();
    return { status: 200, body: { ok: true, result } };
  } catch (error) {
    if (error instanceof TelegramError) return refused(error);
    return refused(badRequest(error instanceof Error ? error.message : String(error)));
  }
}

/** What has not the form of a token is no address at all. */
function checkToken(found: string, token: string): void {
  if (!/^\d+:[\w-]+$/.test(found)) throw new TelegramError(404, 'Not Found');
  if (found !== token) throw new TelegramError(401, 'Unauthorized');
}

function refused(error: TelegramError): Answer {
  return { status: error.code, body: error.body() };
}
