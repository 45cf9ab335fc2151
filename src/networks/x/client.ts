/** Calls to X's API, with every failure translated. */
import type { ZodType } from 'zod';
import { tokenOf } from '../credentials.ts';
import { DEADLINE, fetchWithin, transportError } from '../http.ts';
import { readJson } from '../json.ts';
import type { Outside } from '../network.ts';
import type { XAccount } from './account.ts';
import { answerErrorOf, callOf } from './errors.ts';

export interface Request<Result> {
  method: 'GET' | 'POST' | 'DELETE';
  /** With the query: `/2/users/me`. */
  path: string;
  /** JSON, or a form with a file. */
  body?: object | FormData;
  /** It may have published or removed something when no answer comes. */
  effect?: boolean;
  answer: ZodType<Result>;
}

export class XClient {
  private readonly account: XAccount;
  private readonly grant: Outside['grant'];
  private readonly fetch: typeof fetch;

  constructor(account: XAccount, outside: Outside) {
    this.account = account;
    this.grant = outside.grant;
    this.fetch = fetchWithin(outside.deadline ?? DEADLINE, { uploads: true });
  }

  /** Throws `NetworkError`. */
  async call<Result>({ method, path, body, effect = false, answer }: Request<Result>): Promise<Result> {
    const token = await this.token();
    const call = callOf(token, effect);
    const isForm = body instanceof FormData;
    try {
      const response = await this.fetch(`${this.account.api_url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body !== undefined && !isForm && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      if (!response.ok) throw answerErrorOf(call, response, text);
      return answer.parse(readJson(text));
    } catch (error) {
      throw transportError(call, error);
    }
  }

  /** Read anew at each request: another process may have renewed it. */
  token(): Promise<string> {
    return tokenOf(this.account, this.grant);
  }
}
