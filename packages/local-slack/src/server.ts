/** The HTTP face: the Web API, uploads, downloads and response_urls. */
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Context, Hono } from 'hono';
import { readArguments } from './api/arguments.ts';
import type { Faults, MetFault } from './api/faults.ts';
import { callMethod } from './api/methods.ts';
import type { MessageRate } from './api/rate.ts';
import type { RecordedCall, Traffic } from './api/traffic.ts';
import type { Core } from './core.ts';
import { isObject, type Json, stringAt } from './json.ts';
import { SlackRefusal } from './refusal.ts';
import { respond } from './respond.ts';

export interface Face {
  core: Core;
  rate: MessageRate;
  faults: Faults;
  traffic: Traffic;
}

export type SlackApp = Hono<{ Bindings: HttpBindings }>;
type Call = Context<{ Bindings: HttpBindings }>;

export function createFace(face: Face): SlackApp {
  const app: SlackApp = new Hono();
  app.all('/api/:method', (context) => webApi(face, context));
  app.post('/upload/v1/:file/:secret', (context) => upload(face, context));
  app.get('/files-pri/:place/:name', (context) => download(face, context));
  app.get('/files-pri/:place/download/:name', (context) => download(face, context));
  for (const kind of ['actions', 'commands'])
    app.post(`/${kind}/:id/:secret`, (context) => responseUrl(face, context, kind));
  return app;
}

async function webApi(face: Face, context: Call): Promise<Response> {
  const method = context.req.param('method') ?? '';
  const given = await readArguments(context.req).catch(refused);
  const token = bearer(context) ?? (given instanceof SlackRefusal ? undefined : stringAt(given, 'token'));
  return throughFaults(face, context, method, given instanceof SlackRefusal ? {} : given, async () => {
    if (given instanceof SlackRefusal) throw given;
    const answer = await callMethod(face.core, face.rate, method, token, given);
    const scopes = face.core.installation.scopes;
    return context.json(answer, 200, scopes ? { 'x-oauth-scopes': scopes.join(',') } : {});
  });
}

async function upload(face: Face, context: Call): Promise<Response> {
  const bytes = await uploadedBytes(context);
  return throughFaults(face, context, 'upload', { size: bytes.length }, () => {
    const file = face.core.files.find(context.req.param('file') ?? '');
    if (file.secret !== context.req.param('secret') || file.completed)
      throw new SlackRefusal('file_not_found');
    file.bytes = bytes;
    return context.text(`OK - ${bytes.length}`);
  });
}

async function uploadedBytes(context: Call): Promise<Uint8Array> {
  const type = context.req.header('content-type') ?? '';
  if (!type.includes('multipart/form-data')) return new Uint8Array(await context.req.arrayBuffer());
  const parts = Object.values(await context.req.parseBody());
  const file = parts.find((part) => part instanceof File);
  return file ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array();
}

/** Without a fit token Slack answers 200 with its sign-in page instead of the file. */
async function download(face: Face, context: Call): Promise<Response> {
  const { core } = face;
  const id = (context.req.param('place') ?? '').split('-')[1] ?? '';
  return throughFaults(face, context, 'download', { file: id }, () => {
    const isAllowed =
      bearer(context) === core.workspace.app.botToken && core.installation.hasScope('files:read');
    if (!isAllowed) return context.html('<!doctype html><title>Sign in | Slack</title>');
    const { bytes, mime } = core.files.find(id);
    return context.body(new Uint8Array(bytes ?? []), 200, { 'content-type': mime });
  });
}

async function responseUrl(face: Face, context: Call, kind: string): Promise<Response> {
  const body: unknown = await context.req.json().catch(() => undefined);
  const path = `/${kind}/${context.req.param('id')}/${context.req.param('secret')}`;
  return throughFaults(face, context, 'response_url', isObject(body) ? body : {}, () => {
    try {
      respond(face.core, face.core.responseUrls.use(path), body);
      return context.text('ok');
    } catch (error) {
      if (!(error instanceof SlackRefusal)) throw error;
      const isGone = ['used_url', 'expired_url', 'no_service'].includes(error.code);
      return context.json(refusalBody(error), isGone ? 404 : 400);
    }
  });
}

type Answering = () => Response | Promise<Response>;

/** Records the call, lets a planned fault have its way, and turns refusals into answers. */
async function throughFaults(
  face: Face,
  context: Call,
  method: string,
  given: Json,
  answering: Answering,
): Promise<Response> {
  const call = face.traffic.start(method, face.core.clock.now(), given);
  const fault = face.faults.take(method);
  await fault?.released;
  const early = fault && answerEarly(context, fault, call);
  if (early) return early;
  const response = await answer(context, call, answering);
  call.status = response.status;
  if (fault?.loseAnswer === 'after') return breakConnection(context);
  return fault?.cut ? cutAnswer(context, response) : response;
}

function answerEarly(context: Call, fault: MetFault, call: RecordedCall): Response | undefined {
  if (fault.loseAnswer === 'before') return breakConnection(context);
  if (fault.status === 429) {
    call.status = 429;
    call.error = 'ratelimited';
    return rateLimited(context, fault.retryAfter ?? 1);
  }
  if (fault.status !== undefined) {
    call.status = fault.status;
    return new Response('planned fault', { status: fault.status });
  }
  if (fault.error === undefined) return undefined;
  call.status = 200;
  call.error = fault.error;
  const { error, messages } = fault;
  return context.json({ ok: false, error, ...(messages && { response_metadata: { messages } }) });
}

async function answer(context: Call, call: RecordedCall, answering: Answering): Promise<Response> {
  try {
    return await answering();
  } catch (error) {
    const refusal = refused(error);
    call.error = refusal.code;
    if (refusal.code === 'ratelimited') return rateLimited(context, Number(refusal.details.retryAfter));
    return context.json(refusalBody(refusal));
  }
}

function rateLimited(context: Call, retryAfter: number): Response {
  return context.json({ ok: false, error: 'ratelimited' }, 429, { 'retry-after': String(retryAfter) });
}

function refusalBody({ code, details }: SlackRefusal): Json {
  return { ok: false, error: code, ...details };
}

function refused(error: unknown): SlackRefusal {
  if (error instanceof SlackRefusal) return error;
  throw error;
}

function breakConnection(context: Call): Response {
  context.env.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

async function cutAnswer(context: Call, response: Response): Promise<Response> {
  const body = Buffer.from(await response.arrayBuffer());
  const { outgoing } = context.env;
  outgoing.writeHead(response.status, { 'content-type': 'application/json', 'content-length': body.length });
  outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () => outgoing.destroy());
  return RESPONSE_ALREADY_SENT;
}

function bearer(context: Call): string | undefined {
  const header = context.req.header('authorization') ?? '';
  return /^Bearer (\S+)$/i.exec(header)?.[1];
}
