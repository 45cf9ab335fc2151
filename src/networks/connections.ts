/**
 * The connections to all networks but the webhooks. Leave to send is asked for as a request comes, and again right before
 * its first byte is written, when a connection stands for it. Whoever stood still meanwhile would send in a name that is
 * another's by then, and before its own deadline can tell it.
 */
import { AsyncResource } from 'node:async_hooks';
import type { Readable } from 'node:stream';
import { askPermission } from './permission.ts';

/** As Node's own types call what its `fetch` sends by. */
type Dispatcher = NonNullable<RequestInit['dispatcher']>;

let opened: Promise<Dispatcher> | undefined;

/** Loads its library at the first request. */
export function connections(): Promise<Dispatcher> {
  opened ??= open();
  return opened;
}

async function open(): Promise<Dispatcher> {
  const { Agent } = await import('undici');
  const asking = new Agent().compose((dispatch) => (options, handler) => {
    askPermission();
    const { body } = options;
    return dispatch(isChunked(body) ? { ...options, body: withLeave(body) } : options, handler);
  });
  // Node's undici and ours understand each other; their types differ in words alone.
  return asking as unknown as Dispatcher;
}

/** `fetch` gives every body so, and it is read when it can be written. */
function isChunked(body: unknown): body is AsyncIterable<Uint8Array> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

function withLeave(body: AsyncIterable<Uint8Array>): Readable {
  // A connection is not the request's own, and knows nothing of its permission.
  const ask = AsyncResource.bind(askPermission);
  const asking = async function* () {
    let isFirst = true;
    for await (const chunk of body) {
      if (isFirst) ask();
      isFirst = false;
      yield chunk;
    }
  };
  // It takes any such thing, and its types know the stream alone.
  return asking() as unknown as Readable;
}
