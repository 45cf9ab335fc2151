/**
 * What a failure over HTTP means for a post, in one place: an answer's status, or the lack of an answer, becomes a
 * `NetworkError` with one of the five reasons. Holds as well the deadline of every request.
 */
import { limitedFetch } from '../kit/limited-fetch.ts';
import { cut, storable } from '../kit/storable.ts';
import { t } from '../kit/t.ts';
import { connections } from './connections.ts';
import { NetworkError, type NetworkErrorReason } from './network.ts';
import { retryAfter } from './retry-after.ts';
import { streamedIn } from './streamed-file.ts';
import { type Fault, faultOf } from './transport.ts';

/** How long one request may take, ms. */
export const DEADLINE = 20_000;

/** A call to a network, as far as its failure's meaning goes. */
export interface Call {
  /** As people write it: `Bluesky`. */
  network: string;
  /** It may publish or take down: then a missing answer is `lost`; otherwise nothing was done, and it is `unreachable`. */
  effect: boolean;
  /** Never repeated in a message, whatever the network says. */
  secrets?: string[];
  /** What to do when the credentials or their rights do not do. */
  remedy?: string;
}

export interface Answer {
  status: number;
  headers: { get(name: string): string | null };
  /** What the network said, if anything. */
  words?: string;
}

/**
 * `fetch` with leave to send (see `connections.ts`), with a deadline on the whole of each request, the answer's body
 * included, and not forwarded: a POST would turn into a GET, or go with its password to somebody else. A client's own
 * signal is not heard: put together by `AbortSignal.any`, a deadline is collected as garbage, and never fires
 * (nodejs/node#57736). An answer that falls silent, or is larger than any that we ask for, ends it as well.
 *
 * `uploads`: its large bodies publish nothing by themselves, and may take as long as a slow line needs. A request that may
 * publish must be over at its deadline: that long it is in flight for a freeze. Of a file that is streamed the deadline begins
 * anew with each piece, as leave is asked for anew with each, and an upload's last one has time to be stored; that it could not
 * be read to its end is thrown as a `NetworkError`.
 *
 * `forwards`: what forwards is an answer like others (`told`), and still not followed.
 */
export function fetchWithin(
  deadline: number,
  { uploads = false, forwards = 'refused' }: { uploads?: boolean; forwards?: 'refused' | 'told' } = {},
): typeof fetch {
  return async (input, init) => {
    const file = streamedIn(init?.body);
    const more = uploads && !isJson(init) ? Math.ceil(bytesOf(init?.body) * PER_BYTE) : 0;
    const span = deadline + (file ? 0 : more);
    const dispatcher = await connections();
    const renewable = (renew: (deadline: number) => void) => {
      if (file) file.taken = (isWhole) => renew(deadline + (isWhole ? Math.min(more, MOST_TO_STORE) : 0));
    };
    const limits = { deadline: span, idle: Math.min(IDLE, span), most: MOST_BYTES, renewable };
    const redirect = forwards === 'told' ? 'manual' : 'error';
    return limitedFetch(input, { ...init, redirect, dispatcher }, limits).catch((error: unknown) => {
      throw file?.failure === undefined ? error : unread(file.failure);
    });
  };
}

/** Whatever it was, a request without its end has no effect. */
function unread(cause: unknown): NetworkError {
  if (cause instanceof NetworkError) return cause;
  const remedy = t('It is tried again; bellwether doctor looks at where videos are kept.');
  return new NetworkError('unreachable', t('The video could not be read to its end.'), { remedy, cause });
}

/** ms without a byte of an answer that has begun. */
const IDLE = 10_000;
/** Of an answer: the longest are pages of mentions. */
const MOST_BYTES = 10_000_000;

/** Bluesky's client gives its records as bytes too. */
function isJson(init?: RequestInit): boolean {
  return new Headers(init?.headers).get('content-type')?.startsWith('application/json') ?? false;
}

/** Ms, at 1 Mbit/s. */
const PER_BYTE = 8 / 1_000;
/** Ms for what a network does with a file before it answers, as an instance that hands it on to its own store. */
const MOST_TO_STORE = 120_000;

function bytesOf(body: unknown): number {
  if (body instanceof FormData) return [...body.values()].reduce((sum, value) => sum + bytesOf(value), 0);
  if (body instanceof Blob) return body.size;
  return ArrayBuffer.isView(body) || body instanceof ArrayBuffer ? body.byteLength : 0;
}

/** An answer that is not a success. */
export function answerError(call: Call, answer: Answer, cause?: unknown): NetworkError {
  const reason = reasonOf(call, answer);
  const words = say(call, answer.words) || t('it answered {status}', { status: answer.status });
  return new NetworkError(reason, t('{network}: {words}.', { network: call.network, words: bare(words) }), {
    remedy: remedyOf(call, reason, answer.status),
    retryAfter: retryAfter(answer.headers),
    cause,
  });
}

function reasonOf(call: Call, { status }: Answer): NetworkErrorReason {
  if (status === 429) return 'rate_limited';
  if (status === 401 || status === 403 || status === 407) return 'unauthorized';
  // It came too early to be looked at.
  if (status === 425) return 'unreachable';
  // Also 503 with a time: gateways say it too of what they have handed on.
  if (status === 408 || (status >= 500 && status !== 501)) return call.effect ? 'lost' : 'unreachable';
  return 'refused';
}

function remedyOf(call: Call, reason: NetworkErrorReason, status: number): string {
  if (reason === 'unauthorized') return call.remedy ?? t("Check the account's credentials in the team file.");
  if (status >= 300 && status < 400)
    return t("Use the address that it forwards to as the account's address.");
  return '';
}

/** What was to be edited was taken down there by somebody. */
export function goneError(network: string, cause?: unknown): NetworkError {
  return new NetworkError('refused', t('{network}: the post is not there any more.', { network }), {
    remedy: t('It cannot be corrected; post it anew if it should be there.'),
    cause,
  });
}

/** What was to be answered was taken down there by somebody. */
export function answeredGone(network: string, cause?: unknown): NetworkError {
  return new NetworkError('refused', t('{network}: what this answers is not there any more.', { network }), {
    remedy: t('Nobody would see the answer; cancel it.'),
    cause,
  });
}

/** No answer, or none that could be read. An error that speaks already as a `NetworkError` is left as it is. */
export function transportError(call: Call, error: unknown): NetworkError {
  if (error instanceof NetworkError) return error;
  const fault = faultOf(error);
  if (fault.kind === 'network') return fault.error;
  if (fault.kind === 'forwarded') {
    return new NetworkError(
      'refused',
      t('{network}: the address forwards to another one.', { network: call.network }),
      {
        remedy: t("Use the address that it forwards to as the account's address."),
        cause: error,
      },
    );
  }
  const reason = fault.kind === 'cut' && call.effect ? 'lost' : 'unreachable';
  return new NetworkError(reason, describe(call, fault), { remedy: adviceFor(fault), cause: error });
}

function describe(call: Call, fault: Fault): string {
  const network = call.network;
  if (fault.kind === 'connect') return t('{network}: no connection ({code}).', { network, code: fault.code });
  if (fault.kind === 'certificate') {
    return t("{network}: the server's certificate is not trusted ({code}).", { network, code: fault.code });
  }
  if (fault.kind === 'cut' && fault.tooLarge)
    return t('{network}: it answered more than anybody asked for, and was not read to the end.', { network });
  return fault.kind === 'cut' && fault.timeout
    ? t('{network}: no answer came in time.', { network })
    : t('{network}: the connection was cut, or the answer could not be read.', { network });
}

function adviceFor(fault: Fault): string {
  return fault.kind === 'certificate'
    ? t("Renew the server's certificate, or correct the account's address.")
    : '';
}

/** The network's words, fit to be shown: one line, no page of HTML, no secret, no length without end. */
export function say(call: Pick<Call, 'secrets'>, words: string | undefined): string {
  if (!words || /^\s*</.test(words)) return '';
  const line = storable(words).replace(/\s+/g, ' ').trim();
  const clean = (call.secrets ?? [])
    .filter((secret) => secret !== '')
    .reduce((text, secret) => text.replaceAll(secret, '[secret]'), line);
  return clean.length > MOST_WORDS ? `${cut(clean, MOST_WORDS)}…` : clean;
}

const MOST_WORDS = 300;

function bare(words: string): string {
  return words.replace(/[.\s]+$/, '');
}
