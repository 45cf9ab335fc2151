/** What the harness needs of a far side, and what most of them share. */
import type { Answers } from '../../src/posts/answers.ts';
import { type Call, type Fault, json, type Reply, TestServer } from '../networks/servers/server.ts';

export interface Site {
  /** As the team file has it. */
  account: unknown;
  /** Every request comes in here. */
  server: TestServer;
  publishes(call: Call): boolean;
  /** It gives a part of a post, or says that there will be one: nobody sees anything of it yet. */
  gives(call: Call): boolean;
  /** Where a publishing request has its text. */
  wordsOf(call: Call): string;
  /** Somebody else writes to the account: what an answer to it names. Absent: nothing is answered here. */
  said?(text: string): Promise<Answers>;
  limited: Reply;
  broken: Reply;
  /** Not its own words, though the status may say that all is well. */
  strange: Reply;
  /** It is looked at and not taken, ever. */
  refusal: Reply;
  /** The credentials expire: every request is answered so until `open`. */
  shut(): Fault;
  open(): void;
  isShut(): Fault | undefined;
  /** Texts of what is live. */
  live(): string[];
  clear(): void;
  stop(): Promise<void>;
}

export const PAGE = '<!doctype html><title>Down for maintenance</title>';

interface Far {
  live(): { text: string }[];
  clear(): void;
  stop(): Promise<void>;
}

export function shared(far: Far, publishing: RegExp) {
  return {
    publishes: ({ method, path }: Call) => method === 'POST' && publishing.test(path),
    gives: () => false,
    wordsOf: ({ body }: Call) => body.toString('utf8'),
    limited: json(429, { error: 'slow down' }, { 'retry-after': '7' }),
    broken: json(500, { error: 'oops' }),
    strange: { status: 200, body: PAGE },
    refusal: json(422, { error: 'not like this' }),
    ...door(json(401, { error: 'expired' })),
    live: () => far.live().map(({ text }) => text),
    clear: () => far.clear(),
    stop: () => far.stop(),
  };
}

/** `opened`: what is renewed then. */
export function door(refusal: Reply, opened: () => void = () => {}): Pick<Site, 'shut' | 'open' | 'isShut'> {
  let shut: Fault | undefined;
  return {
    shut: () => {
      shut = { kind: 'answer', reply: refusal };
      return shut;
    },
    open: () => {
      if (shut) opened();
      shut = undefined;
    },
    isShut: () => shut,
  };
}

/**
 * A server that hands on to that one what it is asked; where that tells an address of its own, it leads back here. `hears`:
 * told of each answer before it is given.
 */
export function before(
  url: string,
  hears: (call: Call, reply: Reply) => void = () => {},
): Promise<TestServer> {
  const server: TestServer = new TestServer(async (call) => {
    const init = requestOf(call);
    // One that is kept may be closed in the moment in which it is used again.
    const headers = { ...Object.fromEntries(new Headers(init.headers)), connection: 'close' };
    // An upload goes on with 308.
    const asked = { ...init, headers, redirect: 'manual' as const };
    // What is still under way when a lane is left finds nobody, as at any gateway.
    const answering = fetch(`${url}${call.path}?${call.query}`, asked).catch(() => BAD_GATEWAY.clone());
    const reply = await replyOf(answering, (told) => told.replaceAll(url, server.url));
    hears(call, reply);
    return reply;
  });
  return server.start();
}

const BAD_GATEWAY = new Response('Bad Gateway', { status: 502 });

export async function both(...servers: { stop(): Promise<void> }[]): Promise<void> {
  for (const server of servers) await server.stop();
}

export function requestOf({ method, headers, body }: Call): RequestInit {
  const kept = new Headers(headers);
  for (const name of ['connection', 'content-length', 'host', 'transfer-encoding']) kept.delete(name);
  return { method, headers: kept, ...(method !== 'GET' && { body: new Uint8Array(body) }) };
}

/** `rewrites`: what stands in it. */
export async function replyOf(
  answering: Response | Promise<Response>,
  rewrites: (told: string) => string = (told) => told,
): Promise<Reply> {
  const response = await answering;
  // LinkedIn names a post in a header alone.
  const headers = ['content-type', 'location', 'range', 'etag', 'x-restli-id'].flatMap((name) => {
    const value = response.headers.get(name);
    return value === null ? [] : [[name, rewrites(value)]];
  });
  return {
    status: response.status,
    body: rewrites(await response.text()),
    headers: Object.fromEntries(headers),
  };
}
