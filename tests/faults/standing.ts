/** Where a worker stands still inside a network's client: between its last look at what it holds, and the first byte. */
import { AsyncResource } from 'node:async_hooks';
import net from 'node:net';
import { correlationId } from '../../src/kit/log.ts';
import { askPermission, withPermission } from '../../src/networks/permission.ts';
import type { ClientMoment } from './orders.ts';

interface Standing {
  /** The deliverer runs each delivery under its key. */
  key: string;
  moment: ClientMoment;
  /** ms. */
  span: number;
  /** Its publishing request is on the way to a connection. */
  isOnWay?: boolean;
}

let planned: Standing | undefined;

/** At the next publishing request of that delivery. */
export function standAt(standing: Standing): void {
  planned = standing;
}

export function standStill(span: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, span);
}

const { fetch } = globalThis;
globalThis.fetch = (input, init) => {
  const { pathname } = new URL(input instanceof Request ? input.url : input);
  const isAsking = (input instanceof Request ? input.method : (init?.method ?? 'GET')) === 'GET';
  const isPublishing = !isAsking && PUBLISHING.test(pathname);
  if (!planned || planned.key !== correlationId() || !isPublishing) return fetch(input, init);
  const { moment, span } = planned;
  if (moment === 'connecting' && init?.body instanceof FormData) {
    planned = undefined;
    return fetch(input, standingAmid(input, init, span));
  }
  if (moment === 'connecting') {
    planned.isOnWay = true;
    return fetch(input, init);
  }
  planned = undefined;
  const ask = AsyncResource.bind(askPermission);
  let given = 0;
  const check = () => {
    ask();
    given += 1;
    if (given === LEAVES[moment]) standStill(span);
  };
  return withPermission(check, () => fetch(input, init));
};

/** The same form, read already, that stands still when its first piece is written: what is ready goes before any timer. */
function standingAmid(input: string | URL | Request, init: RequestInit, span: number): RequestInit {
  const { body, headers } = new Request(input, init);
  const standing = async function* () {
    const pieces: Uint8Array[] = [];
    for await (const piece of body ?? []) pieces.push(piece);
    for (const [position, piece] of pieces.entries()) {
      if (position === 1) standStill(span);
      yield piece;
    }
  };
  return { ...init, headers, body: ReadableStream.from(standing()), duplex: 'half' };
}

const PUBLISHING = new RegExp(
  [
    ...['putRecord$', '/statuses$', '/messages$', '/chat\\.postMessage$', '/posts$', '/publish$', '/tweets$'],
    ...['/pins$', '/submit$', '/feed$', '_publish$', '/content/init/$', '/replies$', '/comments$'],
    // Of videos: that of YouTube, that of a Facebook page, and the last chunk of TikTok's.
    ...['^/youtube/v3/videos$', '^/v[\\d.]+/\\d+$', '^/video/$'],
  ].join('|'),
);
/** How often its leave was given by then. */
const LEAVES = { 'handed over': 1, writing: 2 };

const { connect } = net;
// What a client calls to make a connection, which stands by the time the process goes on.
net.connect = ((...given: Parameters<typeof connect>) => {
  const socket = connect(...given);
  if (planned?.isOnWay && planned.key === correlationId()) {
    const { span } = planned;
    planned = undefined;
    // When what other requests were given leave for is written.
    process.nextTick(standStill, span);
  }
  return socket;
}) as typeof connect;
