/** Attachments by signed address, which runs out after a day as Discord's does. */
import { createHmac } from 'node:crypto';
import type { Context } from 'hono';
import type { StoredFile } from '../state/file.ts';
import type { State } from '../state/state.ts';

const DAY_MS = 24 * 60 * 60_000;

/** `…/attachments/<channel>/<id>/<name>?ex=…&is=…&hm=…`, with both times in hexadecimal seconds. */
export function fileUrl(state: State, file: StoredFile): string {
  const now = state.clock.now();
  const ex = hex(now + DAY_MS);
  const is = hex(now);
  const path = `/attachments/${file.channelId}/${file.id}/${encodeURIComponent(file.name)}`;
  return `${state.baseUrl}${path}?ex=${ex}&is=${is}&hm=${signature(state, file.id, ex, is)}&`;
}

export function serveFile(state: State, context: Context): Response {
  const file = state.files.get(context.req.param('id') ?? '');
  const { ex = '', is = '', hm = '' } = context.req.query();
  if (!file) return context.text('This content is no longer available.', 404);
  const valid =
    hm === signature(state, file.id, ex, is) && Number.parseInt(ex, 16) * 1000 > state.clock.now();
  if (!valid) return context.text('This content is no longer available.', 404);
  return new Response(new Uint8Array(file.data), {
    headers: { 'Content-Type': file.contentType, 'X-Content-Type-Options': 'nosniff' },
  });
}

function signature(state: State, id: string, ex: string, is: string): string {
  return createHmac('sha256', state.fileSecret).update(`${id}.${ex}.${is}`).digest('hex');
}

function hex(ms: number): string {
  return Math.floor(ms / 1000).toString(16);
}
