/**
 * One POST over kept connections. Node's own http client, as it costs a fifth of `fetch` per request (0.08 against
 * 0.4 ms), and webhooks are what goes out in thousands a second. Nothing is sent on.
 */
import { AsyncResource } from 'node:async_hooks';
import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { agentFor } from '../../kit/proxies.ts';
import { askPermission } from '../permission.ts';
import { AT_ONCE, brokenOff, pieces } from '../pieces.ts';

export interface Posted {
  status: number;
  headers: Headers;
  text: string;
}

export interface Posting {
  headers: Record<string, string>;
  body: string;
  /** Milliseconds for the whole exchange. */
  deadline: number;
}

/**
 * Throws what Node throws. The receiver may close a kept connection as we take it up; then it is done once more on a new
 * one, which is safe as every request of a webhook may come twice. Only a success tells what became of the first one:
 * who refuses the second may have taken it.
 */
export async function post(url: string, posting: Posting): Promise<Posted> {
  const first = { reused: false };
  try {
    return await exchange(url, posting, first);
  } catch (error) {
    const closed = first.reused && error instanceof Error && 'code' in error && error.code === 'ECONNRESET';
    const second = closed
      ? await exchange(url, posting, { reused: false }).catch(() => undefined)
      : undefined;
    if (!second || second.status < 200 || second.status >= 300) throw error;
    return second;
  }
}

const agents = {
  http: new HttpAgent({ keepAlive: true, maxFreeSockets: 64 }),
  https: new HttpsAgent({ keepAlive: true, maxFreeSockets: 64 }),
};

async function exchange(
  url: string,
  { headers, body, deadline }: Posting,
  connection: { reused: boolean },
): Promise<Posted> {
  const isSecure = url.startsWith('https:');
  const length = Buffer.byteLength(body);
  const options = {
    method: 'POST',
    headers: { ...headers, 'content-length': length },
    agent: agentFor(url) ?? (isSecure ? agents.https : agents.http),
  };
  return new Promise((resolve, reject) => {
    const request = isSecure ? httpsRequest(url, options) : httpRequest(url, options);
    let isConnected = false;
    const opens = isSecure ? 'secureConnect' : 'connect';
    whenConnected(request, opens, Math.min(CONNECT_WITHIN, deadline), () => {
      isConnected = true;
      // Not before: whoever stood still while it connected may have lost the delivery to another.
      askPermission();
      if (length <= AT_ONCE) request.end(body);
      else writeInPieces(request, body);
    });
    // A timer of our own, until all is over: one that only a signal holds may be collected as garbage.
    const late = setTimeout(() => request.destroy(tooLate()), deadline);
    request.on('close', () => clearTimeout(late));
    request.on('response', (response) => read(response).then(resolve, reject));
    request.on('error', (error) => {
      connection.reused = request.reusedSocket;
      reject(isConnected ? error : notConnected(error));
    });
  });
}

function writeInPieces(request: ClientRequest, body: string): void {
  const [front, tail] = pieces(Buffer.from(body));
  // A callback of the request's own; it knows nothing of the permission.
  const ask = AsyncResource.bind(askPermission);
  request.write(front, (failed) => {
    if (failed) return;
    try {
      ask();
      request.end(tail);
    } catch (refusal) {
      request.destroy(brokenOff(refusal));
    }
  });
}

/** Without a code: what a broken connection has is read from it. */
function tooLate(): Error {
  return Object.assign(new Error('no answer in time'), { name: 'TimeoutError' });
}

/** ms; as long as undici takes for the other networks. */
const CONNECT_WITHIN = 10_000;

/** `act` sends; what it throws ends the request. A kept connection stands already. `within`: ms for a new one to stand. */
function whenConnected(
  request: ClientRequest,
  opens: 'connect' | 'secureConnect',
  within: number,
  act: () => void,
): void {
  const connected = () => {
    try {
      act();
    } catch (error) {
      request.destroy(error as Error);
    }
  };
  request.on('socket', (socket) => {
    // Through a proxy, one without TLS stands by then too.
    if (request.reusedSocket || (opens === 'connect' && !socket.connecting)) return connected();
    const timer = setTimeout(() => request.destroy(new Error('no connection in time')), within);
    socket.once(opens, connected);
    for (const end of [opens, 'close']) socket.once(end, () => clearTimeout(timer));
  });
}

/** As Node tells of a connection that did not come about; what it tells of one that broke early is not always so clear. */
function notConnected(error: NodeJS.ErrnoException): Error {
  const code = error.code === undefined || error.code === 'ABORT_ERR' ? 'ETIMEDOUT' : error.code;
  return Object.assign(new Error(error.message, { cause: error }), { code, syscall: 'connect' });
}

/** All that it has to say, also packed, which nobody asked for. Throws what Node throws. */
export async function read(response: IncomingMessage): Promise<Posted> {
  const unpack = UNPACKS[(response.headers['content-encoding'] ?? '').trim().toLowerCase()];
  const text = unpack ? unpacked(await bytesOf(response), unpack) : await textOf(response);
  return { status: response.statusCode ?? 0, headers: headersOf(response), text };
}

async function textOf(response: IncomingMessage): Promise<string> {
  response.setEncoding('utf8');
  let text = '';
  for await (const chunk of response) {
    text += chunk;
    // Leaving the loop ends the connection.
    if (text.length > MOST_READ) break;
  }
  return text;
}

async function bytesOf(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > MOST_READ) break;
  }
  return Buffer.concat(chunks);
}

/**
 * The receiver has answered: what it says beside its status is never worth a doubt. Some say that an answer is packed
 * which is not, or is empty; of what cannot be read in any way nothing is left.
 */
function unpacked(bytes: Buffer, ways: Unpack[]): string {
  for (const unpack of ways) {
    try {
      return unpack(bytes, { maxOutputLength: MOST_READ }).toString();
    } catch {}
  }
  const text = bytes.toString();
  return /^\s*[[{]/.test(text) ? text : '';
}

type Unpack = (bytes: Buffer, options: { maxOutputLength: number }) => Buffer;

/** What is called "deflate" comes with a head and without. */
const UNPACKS: Record<string, Unpack[] | undefined> = {
  ...{ gzip: [gunzipSync], 'x-gzip': [gunzipSync], deflate: [inflateSync, inflateRawSync] },
  br: [brotliDecompressSync],
};

/** Characters; an answer may say the whole post again. */
const MOST_READ = 1_000_000;

function headersOf({ headers }: IncomingMessage): Headers {
  const single = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : [],
  );
  return new Headers(single);
}
