/** Calls to YouTube's Data API, with every failure translated. */
import type { ZodType } from 'zod';
import { DEADLINE, fetchWithin, transportError } from '../http.ts';
import { readJson } from '../json.ts';
import type { Outside } from '../network.ts';
import type { YouTubeAccount } from './account.ts';
import { type Answered, answerErrorOf, callOf } from './errors.ts';

export interface Request {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Behind the API's address, with the query: `/youtube/v3/videos?…`; or a whole address. */
  path: string;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  json?: unknown;
  bytes?: Uint8Array<ArrayBuffer>;
  /** The statuses of success; others are refusals, or no answer. */
  statuses: readonly number[];
  /** It may have shown or removed something when no answer comes. */
  effect?: boolean;
}

export class YouTubeClient {
  readonly url: string;
  private readonly account: YouTubeAccount;
  private readonly outside: Outside;
  private readonly fetch: typeof fetch;

  constructor(account: YouTubeAccount, outside: Outside) {
    this.url = account.api_url;
    this.account = account;
    this.outside = outside;
    // 308 does not forward: it tells how far an upload got.
    this.fetch = fetchWithin(outside.deadline ?? DEADLINE, { uploads: true, forwards: 'told' });
  }

  /** Throws `NetworkError`. */
  async ask({ method, path, headers, json, bytes, statuses, effect = false }: Request): Promise<Answered> {
    const token = await this.token();
    const call = callOf(token, effect);
    try {
      const response = await this.fetch(path.startsWith('/') ? `${this.url}${path}` : path, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...headers,
          ...(json !== undefined && { 'content-type': 'application/json; charset=UTF-8' }),
        },
        ...(json !== undefined && { body: JSON.stringify(json) }),
        ...(bytes !== undefined && { body: bytes }),
      });
      const text = await response.text();
      const answered = { status: response.status, headers: response.headers, text };
      if (statuses.includes(response.status)) return answered;
      if (response.ok) throw new Error(`YouTube answered ${response.status}.`);
      throw answerErrorOf(call, answered, this.outside.clock.now());
    } catch (error) {
      throw transportError(call, error);
    }
  }

  /** What its answer says. Throws `NetworkError`. */
  async call<Result>(request: Request, answer: ZodType<Result>): Promise<Result> {
    const { text } = await this.ask(request);
    return this.read(text, answer, request.effect);
  }

  /** Throws `NetworkError` when it is something else. */
  read<Result>(text: string, answer: ZodType<Result>, effect = false): Result {
    try {
      return answer.parse(readJson(text));
    } catch (error) {
      throw transportError(callOf('', effect), error);
    }
  }

  private async token(): Promise<string> {
    const { access_token: given } = this.account;
    if (given !== undefined) return given;
    if (!this.outside.grant) throw new Error('A YouTube account without a token was given no grant.');
    return this.outside.grant.token();
  }
}
