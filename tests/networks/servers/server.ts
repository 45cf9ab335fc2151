/** A small HTTP server for tests: plain handlers, and faults that a test orders for the next request of a kind. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Call {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Headers;
  body: Buffer;
}

export interface Reply {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

export type Fault =
  /** Breaks the connection before the request has its effect, after it, or amid the answer. */
  | { kind: 'cut'; when: 'before' | 'after' | 'amid' }
  /** Never answers, and does nothing. */
  | { kind: 'silent' }
  /** Answers so instead of doing anything. */
  | { kind: 'answer'; reply: Reply }
  /** Does it, and answers so. */
  | { kind: 'spoilt'; reply: Reply }
  /** Does it, and answers when this has ended. */
  | { kind: 'held'; until: () => Promise<unknown> };

export type Handler = (call: Call) => Reply | Promise<Reply>;

export class TestServer {
  readonly calls: Call[] = [];
  connections = 0;
  /** Requests that are not answered yet. */
  underWay = 0;
  /** Asked at each request for which no fault is ordered. */
  meets: (call: Call) => Fault | undefined | Promise<Fault | undefined> = () => undefined;
  private readonly server: Server;
  private readonly handler: Handler;
  private port = 0;
  private readonly waiting: { matches: (call: Call) => boolean; fault: Fault }[] = [];

  constructor(handler: Handler) {
    this.handler = handler;
    this.server = createServer((request, response) => {
      this.underWay += 1;
      void this.serve(request, response).finally(() => {
        this.underWay -= 1;
      });
    });
    this.server.on('connection', () => {
      this.connections += 1;
    });
  }

  /** Known once started; kept when stopped. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.port = (this.server.address() as AddressInfo).port;
    return this;
  }

  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }

  next(method: string, path: RegExp, fault: Fault): void {
    this.waiting.push({ matches: (call) => call.method === method && path.test(call.path), fault });
  }

  count(method: string, path: RegExp): number {
    return this.calls.filter((call) => call.method === method && path.test(call.path)).length;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await read(request).catch(() => undefined);
    // Who asked is gone before it was said.
    if (!call) return;
    this.calls.push(call);
    const fault = this.ordered(call) ?? (await this.meets(call));
    if (fault?.kind === 'silent') return;
    if (fault?.kind === 'cut' && fault.when === 'before') return void request.socket.destroy();
    if (fault?.kind === 'answer') return send(response, fault.reply);
    const reply = await this.handler(call);
    if (fault?.kind === 'held') await fault.until();
    if (fault?.kind === 'cut' && fault.when === 'amid') return cutShort(response, reply);
    if (fault?.kind === 'cut') return void request.socket.destroy();
    send(response, fault?.kind === 'spoilt' ? fault.reply : reply);
  }

  private ordered(call: Call): Fault | undefined {
    const found = this.waiting.findIndex(({ matches }) => matches(call));
    return found < 0 ? undefined : this.waiting.splice(found, 1)[0]?.fault;
  }
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Reply {
  return { status, body, headers };
}

async function read(request: IncomingMessage): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const url = new URL(request.url ?? '/', 'http://localhost');
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: new Headers(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
    body: Buffer.concat(chunks),
  };
}

function cutShort(response: ServerResponse, { status, body, headers }: Reply): void {
  const text = textOf(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    ...headers,
    'content-length': text.length + 1,
  });
  response.write(text.slice(0, text.length / 2), () => response.destroy());
}

function send(response: ServerResponse, { status, body, headers }: Reply): void {
  const text = Buffer.isBuffer(body) ? body : textOf(body);
  const type = typeof body === 'string' ? 'text/html' : 'application/json';
  response.writeHead(status, { ...(text.length > 0 && { 'content-type': type }), ...headers });
  response.end(text);
}

function textOf(body: unknown): string {
  if (typeof body === 'string') return body;
  return body === undefined ? '' : JSON.stringify(body);
}
