/**
 * The connections to all networks but the webhooks. Leave to send is asked for as a request comes, and again right before
 * each piece of its body is written. A process that stood still meanwhile writes what is ready before the timer of its
 * deadline runs, and in a name that may be another's by then.
 */
import { AsyncResource } from 'node:async_hooks';
import type { Readable } from 'node:stream';
import { openDispatcher } from '../kit/proxies.ts';
import { askPermission } from './permission.ts';
import { brokenOff, pieces } from './pieces.ts';

/** As Node's own types call what its `fetch` sends by. */
type Dispatcher = NonNullable<RequestInit['dispatcher']>;

let opened: Promise<Dispatcher> | undefined;

/** Loads its library at the first request. */
export function connections(): Promise<Dispatcher> {
  opened ??= open().catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

async function open(): Promise<Dispatcher> {
  // So the next piece of a body is asked for when the system has taken all of those before it.
  const agent = await openDispatcher({ highWaterMark: 1 });
  const asking = agent.compose((dispatch) => (options, handler) => {
    askPermission();
    return dispatch({ ...options, body: withLeave(options.body) }, handler);
  });
  // Node's undici and ours understand each other (tests/networks/http.test.ts tells); their types differ in words alone.
  return asking as unknown as Dispatcher;
}

/** `fetch` gives every body so that it is read when it can be written. Requests without one publish nothing. */
function withLeave(body: unknown): Readable | null {
  if (body === undefined || body === null) return null;
  if (!isIterable(body)) throw new Error('A body for which leave cannot be asked.');
  // A connection is not the request's own, and knows nothing of its permission.
  const ask = AsyncResource.bind(askPermission);
  // It takes any such thing, and its types know the stream alone.
  return asking(body[Symbol.asyncIterator](), ask) as unknown as Readable;
}

function isIterable(body: unknown): body is AsyncIterable<Uint8Array> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

async function* asking(chunks: AsyncIterator<Uint8Array>, ask: () => void): AsyncGenerator<Uint8Array> {
  let isUnderWay = false;
  try {
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
      for (const piece of pieces(next.value)) {
        try {
          ask();
        } catch (refusal) {
          throw isUnderWay ? brokenOff(refusal) : refusal;
        }
        isUnderWay = true;
        yield piece;
      }
    }
  } finally {
    // Not waited for: `fetch` may end its body only when the request has ended.
    chunks.return?.().catch(() => {});
  }
}
