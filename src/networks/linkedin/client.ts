/** Calls to LinkedIn's REST API, with every failure translated. */
import type { ZodType } from 'zod';
import { tokenOf } from '../credentials.ts';
import { DEADLINE, fetchWithin, transportError } from '../http.ts';
import { readJson } from '../json.ts';
import type { Image, Outside } from '../network.ts';
import type { LinkedInAccount } from './account.ts';
import { answerErrorOf, callOf } from './errors.ts';

export interface Request<Result> {
  method: 'GET' | 'POST' | 'DELETE';
  /** With the query: `/rest/posts`. */
  path: string;
  body?: unknown;
  /** `X-RestLi-Method` */
  act?: 'PARTIAL_UPDATE';
  /** It may have published, changed or removed something when no answer comes. */
  effect?: boolean;
  /** The one status of success; anything else that is no refusal counts as no answer. */
  status: number;
  /** Throws when it is no answer of LinkedIn. `body`: undefined where it is empty. */
  read(answer: { body: unknown; headers: Headers }): Result;
}

export class LinkedInClient {
  private readonly account: LinkedInAccount;
  private readonly grant: Outside['grant'];
  private readonly fetch: typeof fetch;

  constructor(account: LinkedInAccount, outside: Outside) {
    this.account = account;
    this.grant = outside.grant;
    this.fetch = fetchWithin(outside.deadline ?? DEADLINE, { uploads: true });
  }

  /** Throws `NetworkError`. */
  async call<Result>({
    method,
    path,
    body,
    act,
    effect = false,
    status,
    read,
  }: Request<Result>): Promise<Result> {
    const { version, api_url: base } = this.account;
    const token = await this.token();
    const call = callOf(token, effect);
    try {
      const response = await this.fetch(`${base}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          'linkedin-version': version,
          'x-restli-protocol-version': '2.0.0',
          ...(act && { 'x-restli-method': act }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (!response.ok) throw answerErrorOf(call, response, text);
      if (response.status !== status) throw new Error(`LinkedIn answered ${response.status}.`);
      return read({ body: text === '' ? undefined : readJson(text), headers: response.headers });
    } catch (error) {
      throw transportError(call, error);
    }
  }

  /** Nobody sees anything of it before the post. Throws `NetworkError`. */
  async upload(
    address: string,
    { bytes, contentType }: Pick<Image, 'bytes' | 'contentType'>,
  ): Promise<Headers> {
    const token = await this.token();
    const call = callOf(token, false);
    try {
      const response = await this.fetch(address, {
        method: 'PUT',
        headers: {
          'content-type': contentType,
          ...(this.isLinkedIn(address) && { authorization: `Bearer ${token}` }),
        },
        body: new Uint8Array(bytes),
      });
      const text = await response.text();
      if (!response.ok) throw answerErrorOf(call, response, text);
      return response.headers;
    } catch (error) {
      throw transportError(call, error);
    }
  }

  token(): Promise<string> {
    return tokenOf(this.account, this.grant);
  }

  /** The token is for nobody else. */
  private isLinkedIn(address: string): boolean {
    const { origin, protocol, hostname } = new URL(address);
    const isTheirs = protocol === 'https:' && /(^|\.)linkedin\.com$/.test(hostname);
    return isTheirs || origin === new URL(this.account.api_url).origin;
  }
}

/** Reads what must be of that shape. */
export function reads<Result>(schema: ZodType<Result>): (answer: { body: unknown }) => Result {
  return ({ body }) => schema.parse(body);
}
