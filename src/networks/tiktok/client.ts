/** Calls to TikTok's API, with every failure translated. */
import { type ZodType, z } from 'zod';
import { t } from '../../kit/t.ts';
import { tokenOf } from '../credentials.ts';
import { DEADLINE, fetchWithin, transportError } from '../http.ts';
import { readJson } from '../json.ts';
import { NetworkError, type Outside } from '../network.ts';
import type { TikTokAccount } from './account.ts';
import { type Answered, answerErrorOf, callOf, codeIn, OK } from './errors.ts';

export interface Request<Result> {
  /** Behind the API's address, with the query: `/v2/video/list/?fields=id`. */
  path: string;
  /** Sent as JSON; undefined: it is a GET. */
  json?: unknown;
  /** What stands under `data`. */
  data: ZodType<Result>;
  /** It may have published something when no answer comes. */
  effect?: boolean;
}

export interface Chunk {
  /** The whole address. */
  address: string;
  /** `bytes 0-1/2` */
  range: string;
  type: string;
  bytes: Uint8Array<ArrayBuffer>;
  effect: boolean;
}

export class TikTokClient {
  readonly url: string;
  private readonly account: TikTokAccount;
  private readonly outside: Outside;
  private readonly fetch: typeof fetch;

  constructor(account: TikTokAccount, outside: Outside) {
    this.url = account.api_url;
    this.account = account;
    this.outside = outside;
    this.fetch = fetchWithin(outside.deadline ?? DEADLINE, { uploads: true });
  }

  token(): Promise<string> {
    return tokenOf(this.account, this.outside.grant);
  }

  /** Throws `NetworkError`. */
  async ask<Result>({ path, json, data, effect = false }: Request<Result>): Promise<Result> {
    const token = await this.token();
    const call = callOf(token, effect);
    try {
      const answered = await this.send(`${this.url}${path}`, {
        method: json === undefined ? 'GET' : 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          ...(json !== undefined && { 'content-type': 'application/json; charset=UTF-8' }),
        },
        ...(json !== undefined && { body: JSON.stringify(json) }),
      });
      const isFine = answered.status === 200 && ['', OK].includes(codeIn(answered.text));
      if (!isFine) throw answerErrorOf(call, answered);
      return z.object({ data, error: z.object({ code: z.literal(OK) }) }).parse(readJson(answered.text)).data;
    } catch (error) {
      throw transportError(call, error);
    }
  }

  /** To an address that holds its own leave: no token goes along. Throws `NetworkError`. */
  async put({ address, range, type, bytes, effect }: Chunk): Promise<void> {
    const call = callOf('', effect);
    try {
      if (!this.isSafe(address)) throw noAddress();
      const headers = { 'content-range': range, 'content-type': type };
      const answered = await this.send(address, { method: 'PUT', headers, body: bytes });
      if (answered.status === 201 || answered.status === 206) return;
      if (answered.status < 300) throw new Error(`TikTok answered ${answered.status}.`);
      throw answerErrorOf(call, answered);
    } catch (error) {
      throw transportError(call, error);
    }
  }

  private async send(address: string, init: RequestInit): Promise<Answered> {
    const response = await this.fetch(address, init);
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  private isSafe(address: string): boolean {
    if (!URL.canParse(address)) return false;
    const { protocol, origin } = new URL(address);
    return protocol === 'https:' || origin === new URL(this.url).origin;
  }
}

function noAddress(): NetworkError {
  return new NetworkError('unreachable', t('TikTok: it did not say where to send the video.'));
}
