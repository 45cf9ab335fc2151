/** What the Discord adapter is made with, and the REST client that follows from it. */
import { DefaultRestOptions, REST, type RESTOptions, type ResponseLike } from '@discordjs/rest';
import type { Clock } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';
import type { Journal } from '../journal.ts';

export interface DiscordOptions {
  /** The bot's token. */
  token: string;
  /** Another address of the REST API, with or without the version: `http://127.0.0.1:4000/api`. */
  apiUrl?: string;
  /** The team's server. Without it commands are registered globally, and members are those of the bot's only server. */
  guild?: string;
  /** How long one request may take, ms, the answer's body included; 15 s unless told. */
  deadline?: number;
  /** How long the gateway may take until it is ready, ms; 30 s unless told. */
  readyWithin?: number;
  log: Log;
  clock: Clock;
  /** Brings the bytes of a card's picture by its content hash. */
  media(hash: string): Promise<Media>;
  /** Where what is acknowledged is kept until it is done. */
  journal?: Journal;
}

export interface Media {
  bytes: Uint8Array;
  contentType: string;
  name: string;
}

const DEADLINE_MS = 15_000;
/** The second in which a bot may send 50 requests, with what the client adds to it. */
const SHORT_WAIT_MS = 1_500;
/** Who waits for an answer has gone away by then. */
const LONG_WAIT_MS = 15_000;

/**
 * Tries nothing again by itself: the caller knows whether it may. Waiting before a request is no try: until the bot has
 * requests again in a second it waits here, since else whoever asks in that moment has no rights and is told nothing.
 */
export function createRest(options: DiscordOptions): REST {
  return new LastingRest({
    ...restOptions(options),
    retries: 0,
    rejectOnRateLimit: ({ global, timeToReset }) => !global || timeToReset > SHORT_WAIT_MS,
  }).setToken(options.token);
}

/** Keeps its token: the client forgets it at the first 401, which may come by mistake, and is mute from then on. */
class LastingRest extends REST {
  override setToken(token: string): this {
    // In spite of its type.
    return token === null ? this : super.setToken(token);
  }
}

/**
 * For what an interaction's token says: Discord does not count that among the requests that a bot has in a second.
 * Tries nothing again by itself either, since a message that was said and not answered for would stand there twice.
 */
export function createAnsweringRest(options: DiscordOptions): REST {
  return new REST({
    ...restOptions(options),
    retries: 0,
    globalRequestsPerSecond: Number.POSITIVE_INFINITY,
    rejectOnRateLimit: ({ retryAfter }) => retryAfter > LONG_WAIT_MS,
  });
}

/** For discord.js's own client as well. */
export function restOptions(options: DiscordOptions): Partial<RESTOptions> {
  return {
    version: VERSION,
    api: options.apiUrl ? withoutVersion(options.apiUrl) : DefaultRestOptions.api,
    makeRequest: requestWithin(options.deadline ?? DEADLINE_MS),
  };
}

/**
 * The client's own time is over when the headers are there; a body that stops in its middle would hold up what waits.
 *
 * Pictures go by Node's own fetch. The client's undici sends by the dispatcher that all undicis of a process share, and
 * when another one came first, that knows no form of this one's.
 */
function requestWithin(deadline: number): RESTOptions['makeRequest'] {
  return (url, init) => {
    const timed = { ...init, signal: AbortSignal.timeout(deadline) };
    const request = () =>
      init.body instanceof FormData
        ? (fetch(url, timed as RequestInit) as unknown as Promise<ResponseLike>)
        : DefaultRestOptions.makeRequest(url, timed);
    return init.method === 'GET' ? onOpenConnection(request) : request();
  };
}

/**
 * Connections are kept, and Discord may close one just as a request goes out on it. What only reads is asked again then, on
 * another one; of all else nobody knows whether it was done.
 */
async function onOpenConnection(request: () => Promise<ResponseLike>): Promise<ResponseLike> {
  for (let again = 0; again < MOST_AGAIN; again += 1) {
    try {
      return await request();
    } catch (error) {
      if (!isClosed(error)) throw error;
    }
  }
  return request();
}

function isClosed(error: unknown): boolean {
  return error instanceof Error && 'code' in error && CLOSED.includes(String(error.code));
}

const CLOSED = ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'];
/** Several connections may be kept. */
const MOST_AGAIN = 2;

/** The hosts that hold uploaded files. */
export function fileHosts(options: DiscordOptions): string[] {
  return [...CDN_HOSTS, ...(options.apiUrl ? [new URL(options.apiUrl).host] : [])];
}

const VERSION = '10';
const CDN_HOSTS = ['cdn.discordapp.com', 'media.discordapp.net'];

function withoutVersion(url: string): string {
  return url.replace(/\/+$/, '').replace(/\/v\d+$/, '');
}
