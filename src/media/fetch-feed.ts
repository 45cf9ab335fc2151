/** Fetches a feed from the public internet alone, only when it has changed, and never without end. */
import type { IncomingMessage } from 'node:http';
import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { t } from '../kit/t.ts';
import { ask, type Internet, PrivateAddress, publicInternet, redirectOf } from './internet.ts';

/** What the server told at the last fetch, to be asked with at the next one. */
export interface Validators {
  etag?: string;
  modified?: string;
}

export type FetchedFeed =
  | { kind: 'same' }
  | { kind: 'changed'; bytes: Uint8Array; contentType: string; validators: Validators }
  /** In words for people; `retryAfter` in ms. */
  | { kind: 'failed'; reason: string; isRefused: boolean; retryAfter?: number };

export async function fetchFeed(
  address: string,
  { etag, modified }: Validators,
  internet: Internet = publicInternet,
): Promise<FetchedFeed> {
  const headers = {
    accept: 'application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1',
    'accept-encoding': 'gzip',
    ...(etag !== undefined && { 'if-none-match': etag }),
    ...(modified !== undefined && { 'if-modified-since': modified }),
  };
  try {
    let url = new URL(address);
    for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
      const response = await ask(url, { method: 'GET', deadline: DEADLINE, headers }, internet);
      const next = redirectOf(response, url);
      if (!next) return await read(response);
      response.destroy();
      if (!URL.canParse(next)) return failed(t('it forwards to what is no address'));
      url = new URL(next);
    }
    return failed(t('it redirects too often'));
  } catch (error) {
    if (error instanceof PrivateAddress) return failed(t('it lies in a private network'), true);
    return failed(error instanceof Error ? error.message : String(error));
  }
}

async function read(response: IncomingMessage): Promise<FetchedFeed> {
  const { statusCode = 0, headers } = response;
  if (statusCode === 200) {
    const body = unpacked(response);
    if (!body) {
      response.destroy();
      const encoding = String(headers['content-encoding']).slice(0, 40);
      return failed(t('it is packed as {encoding}, which was not asked for', { encoding }));
    }
    const bytes = await bodyOf(response, body);
    if (!bytes) return failed(t('it is larger than {most} MB', { most: MOST_BYTES / 1_000_000 }));
    const validators = {
      ...(headers.etag !== undefined && { etag: headers.etag }),
      ...(headers['last-modified'] !== undefined && { modified: headers['last-modified'] }),
    };
    return { kind: 'changed', bytes, contentType: headers['content-type'] ?? '', validators };
  }
  response.destroy();
  if (statusCode === 304) return { kind: 'same' };
  const wait = Number(headers['retry-after']);
  const reason = t('it answers {status}', { status: statusCode });
  const isRefused = statusCode === 401 || statusCode === 403 || statusCode === 410;
  return failed(reason, isRefused, Number.isFinite(wait) && wait > 0 ? wait * 1_000 : undefined);
}

/** What was packed, on its way; servers pack what nobody asked to be. Undefined: in a way that is not read. */
function unpacked(response: IncomingMessage): Readable | undefined {
  const packed = (response.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (packed === 'identity' || packed === '') return response;
  const unpacking = UNPACKING[packed.replace(/^x-/, '')]?.();
  // What goes wrong on either side ends both, and is thrown to whoever reads.
  return unpacking && pipeline(response, unpacking, () => {});
}

const UNPACKING: Record<string, (() => ReturnType<typeof createGunzip>) | undefined> = {
  gzip: createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** Undefined: there is more than anybody needs, unpacked. The whole has the deadline, however slowly it drips. */
async function bodyOf(response: IncomingMessage, body: Readable): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  const late = setTimeout(() => response.destroy(new Error(t('no answer in time'))), DEADLINE);
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MOST_BYTES) return undefined;
      chunks.push(chunk);
    }
  } finally {
    clearTimeout(late);
    response.destroy();
  }
  return Buffer.concat(chunks);
}

function failed(reason: string, isRefused = false, retryAfter?: number): FetchedFeed {
  return { kind: 'failed', reason, isRefused, ...(retryAfter !== undefined && { retryAfter }) };
}

/** ms */
const DEADLINE = 15_000;
const MOST_REDIRECTS = 5;
const MOST_BYTES = 5_000_000;
