/** The HTTP side of a local Graph API: paths with or without a version before them, a token in the header or the query. */

import type { Orders } from '@bellwether/local-server/orders.ts';
import { createAdaptorServer, type HttpBindings, type ServerType } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { answerWith, type Fault as CommonFault } from '../faults.ts';
import { GraphError, invalid } from './error.ts';
import type { Token, Tokens } from './tokens.ts';

type NodeContext = Context<{ Bindings: HttpBindings }>;

/** What can go wrong with a request. */
export interface Fault extends CommonFault {
  /** Take effect, then answer so. */
  tells?: { status: number; body: unknown };
}

export interface Call {
  token: Token;
  /** Of the path, decoded. */
  params: Record<string, string>;
  /** Of the query or the form. */
  fields: Record<string, string>;
  files: Record<string, { type: string; bytes: Uint8Array }>;
}

export interface Operation {
  /** Under which faults are ordered. */
  name: string;
  method: 'GET' | 'POST' | 'DELETE';
  /** `/me/threads` */
  path: string;
  /** What the token must have been given. */
  scope: string;
  /** Fields that it takes; another one is refused. */
  takes: string[];
  /** Answers the body. Throws a `GraphError`. */
  run(call: Call): unknown;
}

export interface GraphParts {
  faults: Orders<Fault>;
  tokens: Tokens;
  operations: Operation[];
  /** `/v1.0` */
  version: string;
  /** Paths beside the API, such as those of OAuth. */
  more?(app: Hono<{ Bindings: HttpBindings }>): void;
  /** Told when something was done. */
  onChange?(): void;
}

/** Not listening yet. */
export function createGraphServer(parts: GraphParts): ServerType {
  const app = new Hono<{ Bindings: HttpBindings }>();
  parts.more?.(app);
  for (const operation of parts.operations)
    app.on(operation.method, `${parts.version}${operation.path}`, (context) =>
      serve(parts, operation, context),
    );
  app.notFound((context) => {
    const { method, path } = context.req;
    const error = invalid(`Unsupported ${method.toLowerCase()} request to ${path}`, 33);
    return context.json(error.body(), 400);
  });
  return createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false });
}

async function serve(parts: GraphParts, operation: Operation, context: NodeContext): Promise<Response> {
  const fault = parts.faults.take(operation.name);
  const run = async () => {
    const answer = await answered(parts, operation, context);
    return fault?.tells ? Response.json(fault.tells.body, { status: fault.tells.status }) : answer;
  };
  return answerWith(fault, context, run, 'Facebook | Error');
}

async function answered(
  { tokens, onChange }: GraphParts,
  operation: Operation,
  context: NodeContext,
): Promise<Response> {
  try {
    const { req } = context;
    const { access_token: inQuery, ...query } = req.query();
    const token = tokens.check(/^Bearer (.+)$/.exec(req.header('authorization') ?? '')?.[1] ?? inQuery);
    if (operation.scope !== '' && !token.scopes.includes(operation.scope))
      throw new GraphError(400, {
        message: `(#10) Application does not have permission for this action: ${operation.scope}`,
        code: 10,
      });
    const { fields, files } = await bodyOf(context);
    const given = { ...query, ...fields };
    const unknown = Object.keys(given).find((name) => !operation.takes.includes(name));
    if (unknown !== undefined) throw invalid(`Invalid parameter ${unknown}`);
    const body = await operation.run({ token, params: { ...req.param() }, fields: given, files });
    if (operation.method !== 'GET') onChange?.();
    return Response.json(body);
  } catch (error) {
    if (error instanceof GraphError) return Response.json(error.body(), { status: error.status });
    throw error;
  }
}

async function bodyOf({ req }: NodeContext): Promise<Pick<Call, 'fields' | 'files'>> {
  if (req.method !== 'POST') return { fields: {}, files: {} };
  const fields: Call['fields'] = {};
  const files: Call['files'] = {};
  for (const [name, value] of Object.entries(await req.parseBody())) {
    if (typeof value === 'string') fields[name] = value;
    else if (value instanceof File)
      files[name] = { type: value.type, bytes: new Uint8Array(await value.arrayBuffer()) };
  }
  return { fields, files };
}

/** What was asked for by name. Throws for a name that there is none of. */
export function only(fields: string | undefined, all: Record<string, unknown>, usual: string[]): unknown {
  const names = fields === undefined ? usual : fields.split(',');
  const wrong = names.find((name) => !Object.hasOwn(all, name));
  if (wrong !== undefined) throw invalid(`Tried accessing nonexisting field (${wrong})`);
  const asked = [...new Set(['id', ...names])].filter((name) => all[name] !== undefined);
  return Object.fromEntries(asked.map((name) => [name, all[name]]));
}
