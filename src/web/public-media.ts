/** Serves pictures to the networks that fetch them, behind addresses that nobody guesses (media-links.ts). */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '../kit/log.ts';
import { rangeOf } from './byte-range.ts';
import { type AskedMedia, MEDIA_PATH, type MediaLinks } from './media-links.ts';
import { type Mount, pathOf } from './mount.ts';

export interface PublicMediaOptions {
  links: MediaLinks;
  log: Log;
  /** Undefined: it is not kept any more, or is not what was given. */
  find(asked: AskedMedia): Promise<{ contentType: string; bytes: Uint8Array } | undefined>;
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
  const picture = asked && (await find(asked));
  if (!picture) return refuse(response, 404);
  const { contentType, bytes } = picture;
  const range = rangeOf(request.headers.range, bytes.byteLength);
  if (range === 'unsatisfiable')
    return refuse(response, 416, { 'content-range': `bytes */${bytes.byteLength}` });
  const { from, to } = range ?? { from: 0, to: bytes.byteLength - 1 };
  response.writeHead(range ? 206 : 200, {
    'content-type': contentType,
    'content-length': to - from + 1,
    'accept-ranges': 'bytes',
    'cache-control': 'private, max-age=3600',
    'x-robots-tag': 'noindex',
    ...(range && { 'content-range': `bytes ${from}-${to}/${bytes.byteLength}` }),
  });
  log.info({ method, hash: asked.hash, as: asked.as }, 'a picture was fetched');
  response.end(method === 'HEAD' ? undefined : bytes.subarray(from, to + 1));
}

function refuse(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'text/plain', ...headers }).end();
}
