/** Calls to Meta's Graph APIs (Threads, Instagram, Facebook Pages), with every failure translated. */
import type { ZodType } from 'zod';
import { graphError } from './graph-errors.ts';
import { type Call, DEADLINE, fetchWithin, transportError } from './http.ts';
import { readJson } from './json.ts';

export interface GraphOptions {
  /** As people write it: `Threads`. */
  network: string;
  /** With the version: `https://graph.threads.net/v1.0`. */
  base: string;
  /** Throws `NetworkError` where there is none. */
  token(): Promise<string>;
  /** What to do about a token, or a right of it, that does not do. */
  remedy: string;
  /** ms that one request may take. */
  deadline?: number;
}

export interface GraphRequest<Result> {
  method: 'GET' | 'POST' | 'DELETE';
  /** `/me/threads` */
  path: string;
  fields?: Record<string, string>;
  /** Sent with the fields, under its name. */
  file?: { name: string; bytes: Uint8Array; type: string };
  /** It may have published, changed or removed something when no answer comes. */
  effect?: boolean;
  /** What it answers; anything else counts as no answer. */
  result: ZodType<Result>;
}

export class GraphClient {
  private readonly options: GraphOptions;
  private readonly fetch: typeof fetch;

  constructor(options: GraphOptions) {
    this.options = options;
    this.fetch = fetchWithin(options.deadline ?? DEADLINE, { uploads: true });
  }

  /** As people write it. */
  get network(): string {
    return this.options.network;
  }

  /** Throws `NetworkError`. */
  async call<Result>(request: GraphRequest<Result>): Promise<Result> {
    const { network, remedy } = this.options;
    const token = await this.options.token();
    const call: Call = { network, effect: request.effect ?? false, secrets: [token], remedy };
    try {
      const { address, body } = sent(this.options.base, request);
      const response = await this.fetch(address, {
        method: request.method,
        headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
        ...(body && { body }),
      });
      const text = await response.text();
      if (!response.ok) throw graphError(call, response, text);
      return request.result.parse(readJson(text));
    } catch (error) {
      throw transportError(call, error);
    }
  }
}

/** What is asked goes in the address, what is given in the body. */
function sent(
  base: string,
  { method, path, fields = {}, file }: GraphRequest<unknown>,
): { address: string; body?: URLSearchParams | FormData } {
  const query = new URLSearchParams(fields);
  if (method !== 'POST') return { address: `${base}${path}${query.size > 0 ? `?${query}` : ''}` };
  return { address: `${base}${path}`, body: file ? formOf(fields, file) : query };
}

function formOf(
  fields: Record<string, string>,
  { name, bytes, type }: { name: string; bytes: Uint8Array; type: string },
): FormData {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.set(field, value);
  const blob = new Blob([new Uint8Array(bytes)], { type });
  form.set(name, blob, `file.${type.split('/')[1] ?? 'bin'}`);
  return form;
}
