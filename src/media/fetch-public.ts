/** Fetches what a person named by its address, from the public internet only, redirects included. */
import type { IncomingMessage } from 'node:http';
import { type Refusal, refuse } from '../kit/finding.ts';
import { t } from '../kit/t.ts';
import { ask, type Internet, PrivateAddress, publicInternet, redirectOf } from './internet.ts';

/** Throws a `Refusal` for `field`: not http(s), a private address, over `maxBytes`, or no answer. */
export async function fetchPublic(
  address: string,
  maxBytes: number,
  field: string,
  internet: Internet = publicInternet,
): Promise<Uint8Array> {
  const { response } = await reach(address, field, internet);
  return readBody(response, address, field, (size) => {
    if (size > maxBytes) throw tooLarge(address, maxBytes, field);
    return true;
  });
}

/**
 * As it comes, for as long as it comes on: of a server that drips, it throws. Throws as `fetchPublic` does, but for its size,
 * which is its reader's to watch. `patience`: ms for its headers, redirects included, and for each next `PACE` bytes.
 */
export async function* streamPublic(
  address: string,
  field: string,
  internet: Internet = publicInternet,
  patience = DEADLINE,
): AsyncGenerator<Uint8Array> {
  const until = performance.now() + patience;
  const { response } = await reach(address, field, internet, { deadline: LONGEST, headers: until });
  const late = () => unreachable(address, t('no answer in time'), field);
  yield* atPace(bodyOf(response, address, field), { patience, late, end: () => response.destroy() });
}

interface Pace {
  patience: number;
  late(): Refusal;
  end(): void;
}

/** What its reader does in between is not counted. */
async function* atPace(bytes: AsyncIterable<Uint8Array>, { patience, late, end }: Pace) {
  const rest = bytes[Symbol.asyncIterator]();
  let isLate = false;
  let left = patience;
  let size = 0;
  try {
    for (;;) {
      const asked = performance.now();
      const timer = setTimeout(() => {
        isLate = true;
        end();
      }, left);
      const next = await rest.next().finally(() => clearTimeout(timer));
      if (isLate) throw late();
      if (next.done) return;
      left = Math.max(0, left - (performance.now() - asked));
      size += next.value.byteLength;
      if (size >= PACE) [left, size] = [patience, 0];
      yield next.value;
    }
  } catch (error) {
    throw isLate ? late() : error;
  } finally {
    await rest.return?.();
  }
}

/** All of what is streamed from there, as `fetchPublic` has it. */
export async function wholeOf(
  bytes: AsyncIterable<Uint8Array>,
  address: string,
  maxBytes: number,
  field: string,
): Promise<Uint8Array> {
  const begun = performance.now();
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of bytes) {
    size += piece.byteLength;
    if (size > maxBytes) throw tooLarge(address, maxBytes, field);
    if (performance.now() - begun > DEADLINE) throw unreachable(address, t('no answer in time'), field);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

export interface Beginning {
  bytes: Uint8Array;
  /** As the header has it. */
  contentType: string;
  /** Where it lies, redirects followed. */
  url: string;
}

/** The first bytes of it, about as many as that. Throws as `fetchPublic` does. */
export async function fetchBeginning(
  address: string,
  maxBytes: number,
  field: string,
  internet: Internet = publicInternet,
): Promise<Beginning> {
  const { response, url } = await reach(address, field, internet);
  const bytes = await readBody(response, address, field, (size) => size < maxBytes);
  return { bytes, contentType: response.headers['content-type'] ?? '', url: url.href };
}

interface Spans {
  /** ms, of each answer as a whole. */
  deadline: number;
  /** By `performance.now()`: by then the last one's headers are there. */
  headers?: number;
}

async function reach(
  address: string,
  field: string,
  internet: Internet,
  spans: Spans = { deadline: DEADLINE },
) {
  let url = parse(address, field);
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    const response = await request(url, field, internet, spans);
    const next = redirectOf(response, url);
    if (!next) return { response, url };
    response.destroy();
    url = parse(next, field);
  }
  throw unreachable(address, t('it redirects too often'), field);
}

function parse(address: string, field: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url && /^https?:$/.test(url.protocol)) return url;
  throw refuse(
    'url.unreadable',
    field,
    t('"{address}" is no web address.', { address }),
    t('Give an address that begins with https://, or upload the file.'),
  );
}

async function request(
  url: URL,
  field: string,
  internet: Internet,
  { deadline, headers }: Spans,
): Promise<IncomingMessage> {
  const patience = headers === undefined ? undefined : Math.max(0, headers - performance.now());
  try {
    return await ask(url, { method: 'GET', deadline, ...(patience !== undefined && { patience }) }, internet);
  } catch (error) {
    if (error instanceof PrivateAddress) throw privateAddress(url.href, field);
    throw unreachable(url.href, error instanceof Error ? error.message : String(error), field);
  }
}

/** `goesOn`: told how many bytes there are, it says whether more are wanted. */
async function readBody(
  response: IncomingMessage,
  address: string,
  field: string,
  goesOn: (size: number) => boolean,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bodyOf(response, address, field)) {
    size += chunk.length;
    chunks.push(chunk);
    if (!goesOn(size)) break;
  }
  return Buffer.concat(chunks);
}

/** Whoever leaves it ends the connection. */
async function* bodyOf(
  response: IncomingMessage,
  address: string,
  field: string,
): AsyncGenerator<Uint8Array> {
  if (response.statusCode !== 200) {
    response.destroy();
    throw unreachable(address, t('it answers {status}', { status: response.statusCode ?? 0 }), field);
  }
  try {
    yield* response as AsyncIterable<Buffer>;
  } catch {
    throw unreachable(address, t('the connection broke'), field);
  }
}

function tooLarge(address: string, most: number, field: string): Refusal {
  return refuse(
    'url.max_bytes',
    field,
    t('{address} is larger than {most} MB.', { address, most: most / 1_000_000 }),
    t('Use a smaller file.'),
  );
}

function privateAddress(address: string, field: string): Refusal {
  return refuse(
    'url.private',
    field,
    t('{address} lies in a private network and is not fetched.', { address }),
    t('Upload the file instead.'),
  );
}

function unreachable(address: string, reason: string, field: string): Refusal {
  return refuse(
    'url.unreachable',
    field,
    t('{address} could not be fetched: {reason}.', { address, reason }),
    t('Check the address, or upload the file.'),
  );
}

const DEADLINE = 15_000;
/** Bytes of a stream that come within a deadline, or it is taken for one that never ends. */
const PACE = 262_144;
/** Of a stream: a gigabyte at 5 Mbit/s. */
const LONGEST = 30 * 60_000;
const MOST_REDIRECTS = 5;
