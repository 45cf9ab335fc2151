/**
 * Calls to one instance, with every failure translated. Our own over `fetch`: the clients there are take none, so that
 * neither a deadline nor leave to send can be given to each request, nor the status of a page be seen that is no JSON.
 */
import type { ZodType } from 'zod';
import { DEADLINE, fetchWithin, transportError } from '../http.ts';
import { readJson } from '../json.ts';
import type { Outside } from '../network.ts';
import type { MastodonAccount } from './account.ts';
import { answerErrorOf, callOf } from './errors.ts';

export interface Request<Answer> {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With the query: `/api/v1/statuses`. */
  path: string;
  body?: Record<string, unknown> | FormData;
  headers?: Record<string, string>;
  /** It may have published, changed or removed something when no answer comes. */
  effect?: boolean;
  /** What the answer must be; anything else counts as no answer. */
  answer: ZodType<Answer>;
}

export class MastodonClient {
  private readonly account: MastodonAccount;
  private readonly fetch: typeof fetch;

  constructor(account: MastodonAccount, outside: Outside) {
    this.account = account;
    this.fetch = fetchWithin(outside.deadline ?? DEADLINE, { uploads: true });
  }

  /** Throws `NetworkError`. */
  async call<Answer>(request: Request<Answer>): Promise<Answer> {
    const call = callOf(this.account, request.effect ?? false);
    try {
      const response = await this.fetch(new URL(request.path, this.account.url), this.initOf(request));
      const text = await response.text();
      if (!response.ok) throw answerErrorOf(call, response, text);
      return request.answer.parse(readJson(text));
    } catch (error) {
      throw transportError(call, error);
    }
  }

  /** What stands at this instance alone; undefined of any other address: the token is not for others. */
  pathOf(address: string): string | undefined {
    const { url } = this.account;
    if (!URL.canParse(address, url)) return undefined;
    const { origin, pathname, search } = new URL(address, url);
    return origin === new URL(url).origin ? `${pathname}${search}` : undefined;
  }

  private initOf<Answer>({ method, body, headers }: Request<Answer>): RequestInit {
    const isForm = body instanceof FormData;
    return {
      method,
      headers: {
        authorization: `Bearer ${this.account.access_token}`,
        accept: 'application/json',
        // A form names its own, with the boundary.
        ...(body && !isForm && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: isForm ? body : body && JSON.stringify(body),
    };
  }
}
