/** Calls to Reddit's API, each with the name that Reddit wants to read, and every failure translated. */
import type { ZodType } from 'zod';
import { tokenOf } from '../credentials.ts';
import { sealedAddress, uploadForm } from '../form-upload.ts';
import { DEADLINE, fetchWithin, transportError } from '../http.ts';
import { readJson } from '../json.ts';
import type { Outside } from '../network.ts';
import type { RedditAccount } from './account.ts';
import { answerErrorOf, callOf } from './errors.ts';

export interface Request<Result> {
  /** With the query: `/api/v1/me`. */
  path: string;
  /** A POST with this form; a GET where there is none. */
  form?: Record<string, string>;
  /** It may have published or removed something when no answer comes. */
  effect?: boolean;
  /** What must be of that shape. */
  answer: ZodType<Result>;
}

export class RedditClient {
  private readonly account: RedditAccount;
  private readonly grant: Outside['grant'];
  private readonly fetch: typeof fetch;

  constructor(account: RedditAccount, outside: Outside) {
    this.account = account;
    this.grant = outside.grant;
    this.fetch = fetchWithin(outside.deadline ?? DEADLINE, { uploads: true });
  }

  /** Throws `NetworkError`. */
  async call<Result>({ path, form, effect = false, answer }: Request<Result>): Promise<Result> {
    const token = await this.token();
    const call = callOf(token, effect);
    const { api_url: base, user_agent } = this.account;
    try {
      const address = new URL(`${base}${path}`);
      address.searchParams.set('raw_json', '1');
      const response = await this.fetch(address.href, {
        method: form ? 'POST' : 'GET',
        headers: { authorization: `Bearer ${token}`, 'user-agent': user_agent },
        ...(form && { body: new URLSearchParams(form) }),
      });
      const text = await response.text();
      if (!response.ok) throw answerErrorOf(call, response, text);
      return answer.parse(readJson(text));
    } catch (error) {
      throw transportError(call, error);
    }
  }

  /**
   * To where Reddit said, which is somebody else's place. Nobody sees anything of it before the post. Answers the address.
   * Throws `NetworkError`.
   */
  async upload(address: string, fields: Iterable<readonly [string, string]>, file: File): Promise<string> {
    const call = callOf('', false);
    try {
      const to = sealedAddress(address, this.account.api_url, 'Reddit');
      const response = await this.fetch(to, { method: 'POST', body: uploadForm(fields, file) });
      const text = await response.text();
      if (!response.ok) throw answerErrorOf(call, response, text);
      return to;
    } catch (error) {
      throw transportError(call, error);
    }
  }

  private token(): Promise<string> {
    return tokenOf(this.account, this.grant);
  }
}
