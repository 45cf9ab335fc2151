/** Serves pictures and videos to the networks that fetch them, behind addresses that nobody guesses (media-links.ts). */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Log } from '../kit/log.ts';
import { rangeOf } from './byte-range.ts';
import { type AskedMedia, MEDIA_PATH, type MediaLinks } from './media-links.ts';
import { type Mount, pathOf } from './mount.ts';

export interface PublicMediaOptions {
  links: MediaLinks;
  log: Log;
  /** Undefined: it is not kept any more, or is not what was given. */
  find(asked: AskedMedia): Promise<ServedMedia | undefined>;
}

export interface ServedMedia {
  contentType: string;
  /** Bytes. */
  size: number;
  /** From byte `from` up to and without `to`, read as they are taken. Throws where they are not what was approved. */
  read(from: number, to: number): Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

export function mountPublicMedia(options: PublicMediaOptions): Mount {
  return { prefix: MEDIA_PATH, listener: (request, response) => serve(options, request, response) };
}

async function serve(
  { links, find, log }: PublicMediaOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method } = request;
  if (method !== 'GET' && method !== 'HEAD') return refuse(response, 405, { allow: 'GET, HEAD' });
  const asked = links.read(pathOf(request).slice(MEDIA_PATH.length + 1));
  // Whoever has no address learns nothing of what there is.
  const found = asked && (await find(asked));
  if (!found) return refuse(response, 404);
  const { contentType, size, read } = found;
  const range = rangeOf(request.headers.range, size);
  if (range === 'unsatisfiable') return refuse(response, 416, { 'content-range': `bytes */${size}` });
  const { from, to } = range ?? { from: 0, to: size - 1 };
  response.writeHead(range ? 206 : 200, {
    'content-type': contentType,
    'content-length': to - from + 1,
    'accept-ranges': 'bytes',
    'cache-control': 'private, max-age=3600',
    'x-robots-tag': 'noindex',
    ...(range && { 'content-range': `bytes ${from}-${to}/${size}` }),
  });
  log.info({ method, hash: asked.hash, as: asked.as }, 'a picture or a video was fetched');
  if (method === 'HEAD') return void response.end();
  try {
    await pipeline(Readable.from(read(from, to + 1)), response);
  } catch (error) {
    // Its connection is broken off then, so that nobody takes a part for the whole.
    log.warn({ err: error, hash: asked.hash }, 'a picture or a video was not fetched to its end');
  }
}

function refuse(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'text/plain', ...headers }).end();
}
