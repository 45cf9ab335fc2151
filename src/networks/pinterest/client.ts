/** Calls to Pinterest's API, with every failure translated. */
import type { ZodType } from 'zod';
import { tokenOf } from '../credentials.ts';
import { sealedAddress, uploadForm } from '../form-upload.ts';
import { DEADLINE, fetchWithin, transportError } from '../http.ts';
import { readJson } from '../json.ts';
import type { Outside } from '../network.ts';
import type { PinterestAccount } from './account.ts';
import { answerErrorOf, callOf } from './errors.ts';

export interface Request<Result> {
  method: 'GET' | 'POST' | 'DELETE';
  /** Behind `/v5`, with the query: `/boards?page_size=250`. */
  path: string;
  body?: unknown;
  /** That of success, or each that is one; anything else that is no refusal counts as no answer. */
  status: number | readonly number[];
  /** It may have published or removed something when no answer comes. */
  effect?: boolean;
  /** What must be of that shape; absent: there is nothing in it. */
  answer?: ZodType<Result>;
}

export class PinterestClient {
  private readonly account: PinterestAccount;
  private readonly grant: Outside['grant'];
  private readonly fetch: typeof fetch;

  constructor(account: PinterestAccount, outside: Outside) {
    this.account = account;
    this.grant = outside.grant;
    this.fetch = fetchWithin(outside.deadline ?? DEADLINE, { uploads: true });
  }

  /** Throws `NetworkError`. */
  async call<Result = void>(request: Request<Result>): Promise<Result> {
    const { method, path, body, status, effect = false, answer } = request;
    const token = await this.token();
    const call = callOf(token, effect);
    try {
      const response = await this.fetch(`${this.account.api_url}/v5${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (!response.ok) throw answerErrorOf(call, response, text);
      if (![status].flat().includes(response.status))
        throw new Error(`Pinterest answered ${response.status}.`);
      return answer ? answer.parse(readJson(text)) : (undefined as Result);
    } catch (error) {
      throw transportError(call, error);
    }
  }

  /**
   * To where Pinterest said, which is somebody else's place: it gets the fields that Pinterest gave, the file behind them, and
   * no token. Nobody sees anything of it before the Pin. Throws `NetworkError`.
   */
  async upload(address: string, fields: Record<string, string>, file: File): Promise<void> {
    const call = callOf('', false);
    try {
      const to = sealedAddress(address, this.account.api_url, 'Pinterest');
      const body = uploadForm(Object.entries(fields), file);
      const response = await this.fetch(to, { method: 'POST', body });
      const text = await response.text();
      if (!response.ok) throw answerErrorOf(call, response, text);
    } catch (error) {
      throw transportError(call, error);
    }
  }

  private token(): Promise<string> {
    return tokenOf(this.account, this.grant);
  }
}
