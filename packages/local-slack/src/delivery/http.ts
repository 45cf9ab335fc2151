/** HTTP mode: signed requests to the app's request URL. */
import type { Json } from '../json.ts';
import { sign } from './signature.ts';
import type { Answer, Envelope, Transport } from './transport.ts';

export interface HttpOptions {
  url: () => string | undefined;
  signingSecret: string;
  acknowledgeWithinMs: number;
}

/** What the next request is spoilt with. */
export type SignatureFault = 'wrong' | 'stale';

export class HttpTransport implements Transport {
  readonly #options: HttpOptions;
  readonly #running = new Set<AbortController>();
  #fault: SignatureFault | undefined;

  constructor(options: HttpOptions) {
    this.#options = options;
  }

  spoilNextSignature(fault: SignatureFault): void {
    this.#fault = fault;
  }

  async send(envelope: Envelope): Promise<Answer> {
    const url = this.#options.url();
    if (!url) return { acknowledged: false, reason: 'no_connection' };
    const abort = new AbortController();
    this.#running.add(abort);
    const deadline = setTimeout(() => abort.abort(), this.#options.acknowledgeWithinMs);
    const startedAt = performance.now();
    try {
      const response = await fetch(url, { ...this.#request(envelope), signal: abort.signal });
      const body = await response.text();
      if (response.status < 200 || response.status > 299)
        return { acknowledged: false, reason: 'http_error', status: response.status };
      return { acknowledged: true, afterMs: performance.now() - startedAt, payload: readBody(body) };
    } catch {
      return { acknowledged: false, reason: abort.signal.aborted ? 'timeout' : 'connection_failed' };
    } finally {
      clearTimeout(deadline);
      this.#running.delete(abort);
    }
  }

  /** Whether the request URL answers `url_verification` with the challenge. */
  async verifyUrl(challenge: string): Promise<boolean> {
    const payload = { token: 'verification', challenge, type: 'url_verification' };
    const answer = await this.send({ type: 'events_api', payload });
    if (!answer.acknowledged) return false;
    const echoed = typeof answer.payload === 'string' ? answer.payload : (answer.payload as Json).challenge;
    return echoed === challenge;
  }

  close(): void {
    for (const abort of this.#running) abort.abort();
  }

  #request({ type, payload, retry }: Envelope): RequestInit {
    const body = bodyOf(type, payload);
    const stale = this.#fault === 'stale';
    const timestamp = Math.floor(Date.now() / 1000) - (stale ? 6 * 60 : 0);
    const secret = this.#fault === 'wrong' ? 'not the secret' : this.#options.signingSecret;
    this.#fault = undefined;
    const headers: Record<string, string> = {
      'content-type': type === 'events_api' ? 'application/json' : 'application/x-www-form-urlencoded',
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': String(timestamp),
      'x-slack-signature': sign(secret, timestamp, body),
    };
    if (retry) {
      headers['x-slack-retry-num'] = String(retry.attempt);
      headers['x-slack-retry-reason'] = retry.reason === 'timeout' ? 'http_timeout' : retry.reason;
    }
    return { method: 'POST', headers, body };
  }
}

function bodyOf(type: Envelope['type'], payload: Json): string {
  if (type === 'events_api') return JSON.stringify(payload);
  if (type === 'interactive') return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const fields = Object.entries(payload).map(([key, value]): [string, string] => [key, String(value)]);
  return new URLSearchParams(fields).toString();
}

function readBody(body: string): unknown {
  if (body === '') return {};
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
