/** Parts that bring a node listener of their own (Slack over HTTP, the playground), each under a path prefix. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

export interface Mount {
  /** `/slack/events`: takes that path and all below it. `/` takes everything that nobody else takes. */
  prefix: string;
  /** Sees the whole path, prefix included. */
  listener(request: IncomingMessage, response: ServerResponse): unknown;
  /** Bytes that a request may have: one that says more, or does not say how many, never gets to the listener. */
  mostBytes?: number;
  /** Takes WebSockets. Without it they are refused. */
  upgrade?(request: IncomingMessage, socket: Duplex, head: Buffer): unknown;
}

/** The mount with the longest prefix that fits. */
export function mountFor(mounts: readonly Mount[], path: string): Mount | undefined {
  return mounts
    .filter(({ prefix }) => path === prefix || path.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`))
    .sort((one, other) => other.prefix.length - one.prefix.length)[0];
}

/** The path alone, also of a request line that is no proper URL. */
export function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split(/[?#]/, 1)[0] ?? '/';
}
