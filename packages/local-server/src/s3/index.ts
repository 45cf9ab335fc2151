/**
 * A local S3 with one bucket, on a loopback port, addressed by path: the calls by which a program keeps objects, written
 * from AWS's documentation and as strict in signatures, sums, parts and ranges. State is in memory.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Orders } from '../orders.ts';
import { Bucket } from './bucket.ts';
import { S3Error, xml } from './error.ts';
import { type Answer, checkPayload, OPERATIONS, type Operation } from './operations.ts';
import { type Credentials, checkSignature } from './signature.ts';

export interface S3Fault {
  /** Answered in place of what was asked. */
  refusal?: { status: number; code: string };
  /** Told in an answer of status 200, as S3 does of copies and completions that fail late; nothing is done. */
  within?: string;
  /** The connection breaks: before anything is done, or after it is. */
  loseAnswer?: 'before' | 'after';
  /** Only so many bytes of the answer come, though its length says more. */
  breakAfter?: number;
  /** The range that was asked for is not heeded, as by a server that knows none. */
  wholeObject?: true;
}

export interface LocalS3Options extends Credentials {
  bucket: string;
  /** Epoch ms; the system's unless told. */
  now?(): number;
}

export class LocalS3 {
  readonly bucket: Bucket;
  /** By the names of the calls, as AWS writes them: `GetObject`. */
  readonly faults = new Orders<S3Fault>();
  /** Names of the calls that were understood, in their order. */
  readonly calls: string[] = [];
  readonly #options: LocalS3Options;
  readonly #now: () => number;
  readonly #server = createServer((request, response) => {
    // One that breaks off has nobody to be answered.
    void this.#answer(request, response).catch(() => response.destroy());
  });

  constructor(options: LocalS3Options) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.bucket = new Bucket(options.bucket, this.#now);
    // On a busy machine a test may be slower than the five seconds after which it would close idle connections.
    this.#server.keepAliveTimeout = 0;
  }

  /** Throws before `start`. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async start(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const answer = this.#answered(request, body);
    if (answer === 'lost') return void request.socket.destroy();
    const { status, headers = {}, body: content = '', breakAfter } = answer;
    const bytes = Buffer.from(content);
    response.writeHead(status, { 'content-length': bytes.byteLength, ...headers });
    if (breakAfter === undefined) return void response.end(bytes);
    response.write(bytes.subarray(0, breakAfter), () => request.socket.destroy());
  }

  #answered(request: IncomingMessage, body: Buffer): (Answer & { breakAfter?: number }) | 'lost' {
    try {
      return this.#perform(request, body);
    } catch (error) {
      if (!(error instanceof S3Error)) throw error;
      const headers = { 'content-type': 'application/xml' };
      return { status: error.status, headers, body: error.body() };
    }
  }

  #perform(request: IncomingMessage, body: Buffer): (Answer & { breakAfter?: number }) | 'lost' {
    const { method = '', url: target = '' } = request;
    const headers = request.headers as Record<string, string | undefined>;
    const signed = checkSignature({ method, target, headers }, this.#options, this.#now());
    checkPayload(body, signed);
    const { pathname, searchParams: query } = new URL(target, 'http://s3.invalid');
    const [, name = '', ...rest] = pathname.split('/').map(decodeURIComponent);
    if (name !== this.bucket.name)
      throw new S3Error(404, 'NoSuchBucket', 'The specified bucket does not exist');
    const key = rest.join('/');
    const operation = operationFor(method, key, query, headers);
    this.calls.push(operation.name);
    const fault = this.faults.take(operation.name) ?? {};
    if (fault.loseAnswer === 'before') return 'lost';
    if (fault.refusal) throw new S3Error(fault.refusal.status, fault.refusal.code, 'It was ordered.');
    if (fault.within) return { status: 200, body: xml(`<Error><Code>${fault.within}</Code></Error>`) };
    const asked = fault.wholeObject ? { ...headers, range: undefined } : headers;
    const answer = operation.run({ bucket: this.bucket, key, query, headers: asked, body });
    if (fault.loseAnswer === 'after') return 'lost';
    return { ...answer, ...(fault.breakAfter !== undefined && { breakAfter: fault.breakAfter }) };
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

function operationFor(
  method: string,
  key: string,
  query: URLSearchParams,
  headers: Record<string, string | undefined>,
): Operation {
  const found = OPERATIONS.find(
    (one) =>
      one.method === method &&
      (one.of === 'object') === (key !== '') &&
      (one.header === undefined || headers[one.header] !== undefined) &&
      Object.entries(one.needs).every(
        ([name, value]) => query.has(name) && (value ?? query.get(name)) === query.get(name),
      ),
  );
  const known = [...Object.keys(found?.needs ?? {}), ...(found?.takes ?? [])];
  if (!found || [...query.keys()].some((name) => !known.includes(name)))
    throw new S3Error(
      501,
      'NotImplemented',
      'A header or query you provided implies functionality that is not here.',
    );
  return found;
}
