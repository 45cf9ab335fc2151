/**
 * The web server: health, readiness and metrics, and what others mount beside them. Every answer carries the
 * security headers. Stopping lets answers finish, within a deadline.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import { refuse } from '../kit/finding.ts';
import type { Log } from '../kit/log.ts';
import { t } from '../kit/t.ts';
import { type Mount, mountFor, pathOf } from './mount.ts';
import { createRoutes, OWN_PATHS, type Pages } from './routes.ts';

export interface WebOptions extends Pages {
  host: string;
  /** 0 takes a free one. */
  port: number;
  mounts?: Mount[];
}

export interface Web {
  /** Resolves with the address, `http://127.0.0.1:3210`. Throws a `Refusal` when the port or host cannot be had. */
  start(): Promise<string>;
  /** Takes nothing new and lets answers finish; what is open after `deadline` ms is cut. */
  stop(deadline?: number): Promise<void>;
}

export function createWeb(options: WebOptions): Web {
  const { mounts = [], log } = options;
  const pages = getRequestListener(createRoutes(options).fetch, { overrideGlobalObjects: false });
  const mountOf = (path: string) => (OWN_PATHS.includes(path) ? undefined : mountFor(mounts, path));
  const server = createServer(PATIENCE, (request, response) => {
    secure(response);
    open.track(response);
    const mount = mountOf(pathOf(request));
    const status = mount?.mostBytes === undefined ? undefined : faultOfLength(request, mount.mostBytes);
    if (status !== undefined) refuseBody(response, status);
    else void answer(mount?.listener ?? pages, request, response, log);
  });
  server.maxConnections = MOST_CONNECTIONS;
  const open = trackOpen(server);
  server.on('upgrade', (request, socket, head) => upgrade(mounts, request, socket, head));
  return {
    start: () => listen(server, options),
    stop: (deadline = 5000) => close(server, open, deadline),
  };
}

/** ms: for the headers, and for the whole of a request. Who drips one byte a minute holds nothing for long. */
const PATIENCE = { headersTimeout: 10_000, requestTimeout: 60_000 };
const MOST_CONNECTIONS = 1_000;

/** Told by the headers alone: nobody has checked yet who sends it. */
function faultOfLength({ method, headers }: IncomingMessage, most: number): 411 | 413 | undefined {
  if (method === 'GET' || method === 'HEAD') return undefined;
  if (headers['transfer-encoding'] !== undefined || headers['content-length'] === undefined) return 411;
  return Number(headers['content-length']) > most ? 413 : undefined;
}

function refuseBody(response: ServerResponse, status: 411 | 413): void {
  const error = status === 413 ? 'the body is too large' : 'the length of the body is missing';
  const headers = { 'content-type': 'application/json', connection: 'close' };
  response.writeHead(status, headers).end(JSON.stringify({ error }));
}

const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
};

function secure(response: ServerResponse): void {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
}

async function answer(
  listener: Mount['listener'],
  request: IncomingMessage,
  response: ServerResponse,
  log: Log,
): Promise<void> {
  try {
    await listener(request, response);
  } catch (error) {
    log.error({ err: error, path: pathOf(request) }, 'A mounted part failed.');
    if (response.headersSent) response.destroy();
    else response.writeHead(500, { 'content-type': 'application/json' }).end('{"error":"internal error"}');
  }
}

function upgrade(mounts: readonly Mount[], request: IncomingMessage, socket: Duplex, head: Buffer): void {
  // Node has taken its own listener away, and an error without one would end the process.
  socket.on('error', () => socket.destroy());
  const mount = mountFor(mounts, pathOf(request));
  if (mount?.upgrade) mount.upgrade(request, socket, head);
  else socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}

async function listen(server: Server, { host, port }: WebOptions): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(startRefusal(error, host, port)));
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const taken = typeof address === 'object' && address !== null ? address.port : port;
  return `http://${host.includes(':') ? `[${host}]` : host}:${taken}`;
}

function startRefusal(error: Error, host: string, port: number): Error {
  const place = { host, port: String(port) };
  switch ('code' in error ? error.code : undefined) {
    case 'EADDRINUSE':
      return refuse(
        'web.port.in_use',
        'PORT',
        t('Port {port} of {host} is in use.', place),
        t('Stop what uses it, or set PORT to another one; 0 takes a free one.'),
      );
    case 'EACCES':
      return refuse(
        'web.port.forbidden',
        'PORT',
        t('Port {port} may not be used by this user.', place),
        t('Set PORT to 1024 or more.'),
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return refuse(
        'web.host.unknown',
        'HOST',
        t('{host} is no address of this machine.', place),
        t('Set HOST to 127.0.0.1, or to 0.0.0.0 to be reached from outside.'),
      );
    default:
      return error;
  }
}

/** What is open on a server, so that stopping is quick where it can be and certain where it must be. */
interface Open {
  track(response: ServerResponse): void;
  /** Answers that are being made now end their connection instead of keeping it. */
  last(): void;
  /** WebSockets too, which node's own `closeAllConnections` leaves alone. */
  cut(): void;
}

function trackOpen(server: Server): Open {
  const sockets = new Set<Socket>();
  const responses = new Set<ServerResponse>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return {
    track(response) {
      if (!server.listening) endAfter(response);
      responses.add(response);
      response.once('close', () => responses.delete(response));
    },
    last: () => responses.forEach(endAfter),
    cut: () => {
      for (const socket of sockets) socket.destroy();
    },
  };
}

function endAfter(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('connection', 'close');
}

async function close(server: Server, open: Open, deadline: number): Promise<void> {
  if (!server.listening) return;
  const cut = setTimeout(open.cut, deadline);
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  open.last();
  await closed;
  clearTimeout(cut);
}
