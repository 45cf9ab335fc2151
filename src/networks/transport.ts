/** Reads what went wrong on the way out of an error of Node's `fetch`, however deep a client has wrapped it. */
import { AnswerTooLarge } from '../kit/limited-fetch.ts';
import { NetworkError } from './network.ts';

export type Fault =
  /** A client wrapped what we threw ourselves. */
  | { kind: 'network'; error: NetworkError }
  /** No connection came about: nothing was sent. */
  | { kind: 'connect'; code: string }
  | { kind: 'certificate'; code: string }
  | { kind: 'forwarded' }
  /** The connection broke or time ran out afterwards, or it cannot be told when. */
  | { kind: 'cut'; timeout: boolean; tooLarge: boolean };

export function faultOf(error: unknown): Fault {
  const chain = causes(error);
  for (const link of chain) {
    if (link instanceof NetworkError) return { kind: 'network', error: link };
    if (link.message === 'unexpected redirect') return { kind: 'forwarded' };
    if (PROXY.test(link.message)) return { kind: 'connect', code: 'EPROXY' };
    const code = codeOf(link);
    if (CERTIFICATE.test(code)) return { kind: 'certificate', code };
    if (BEFORE_SENDING.test(code) || (code !== '' && syscallOf(link) === 'connect'))
      return { kind: 'connect', code };
  }
  return {
    kind: 'cut',
    timeout: chain.some((link) => TIMEOUTS.has(link.name)),
    tooLarge: chain.some((link) => link instanceof AnswerTooLarge),
  };
}

/**
 * Nothing was sent when one of these is told (libuv, c-ares, undici, and alerts that only a handshake has). An unreachable
 * host (EHOSTUNREACH) is told of open connections too.
 */
const BEFORE_SENDING =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT|ERR_SSL_(SSLV3_ALERT_HANDSHAKE_FAILURE|TLSV1_ALERT_PROTOCOL_VERSION|TLSV1_UNRECOGNIZED_NAME|UNSUPPORTED_PROTOCOL))$/;
/** As undici tells that a proxy opened no way through: nothing was sent. */
const PROXY = /^Proxy response \(\d+\)/;
/** Of the verification, which comes before the first byte (Node's own names); other faults of TLS come at any time. */
const CERTIFICATE =
  /^(CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT_|(HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED)$)/;
const TIMEOUTS = new Set([
  'TimeoutError',
  'AbortError',
  'MastoTimeoutError',
  'HeadersTimeoutError',
  'BodyTimeoutError',
]);

function causes(error: unknown): Error[] {
  const chain: Error[] = [];
  let link = error;
  while (link instanceof Error && chain.length < DEEPEST) {
    chain.push(link);
    link = link.cause ?? (link instanceof AggregateError ? link.errors[0] : undefined);
  }
  return chain;
}

const DEEPEST = 8;

function codeOf(error: Error): string {
  const code = 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}

function syscallOf(error: Error): unknown {
  return 'syscall' in error ? error.syscall : undefined;
}
