/** Calls to the Bot API, with every failure translated. */
import { type ZodType, z } from 'zod';
import { answerError, DEADLINE, fetchWithin, transportError } from '../http.ts';
import { readJson } from '../json.ts';
import type { Outside } from '../network.ts';
import type { TelegramAccount } from './account.ts';
import { callOf, refusalError, refusalSchema } from './errors.ts';

export interface Request<Result> {
  method: string;
  fields?: Record<string, unknown>;
  /** By the name that the fields give them. */
  files?: Map<string, File>;
  /** It may have sent, changed or deleted something when no answer comes. */
  effect?: boolean;
  result: ZodType<Result>;
}

export class TelegramClient {
  private readonly account: Pick<TelegramAccount, 'token' | 'api_url'>;
  private readonly fetch: typeof fetch;

  constructor(account: TelegramAccount, outside: Outside) {
    this.account = account;
    this.fetch = fetchWithin(outside.deadline ?? DEADLINE);
  }

  /** Throws `NetworkError`. */
  async call<Result>({
    method,
    fields = {},
    files,
    effect = false,
    result,
  }: Request<Result>): Promise<Result> {
    const { api_url: base, token } = this.account;
    const call = callOf(token, effect);
    try {
      const body = files ? formOf(fields, files) : JSON.stringify(fields);
      // A form names its own, with the boundary.
      const headers: Record<string, string> = files ? {} : { 'content-type': 'application/json' };
      const response = await this.fetch(`${base}/bot${token}/${method}`, { method: 'POST', headers, body });
      const text = await response.text();
      const refusal = refusalSchema.safeParse(parsed(text)).data;
      if (refusal) throw refusalError(call, refusal);
      if (!response.ok) {
        const { status, headers } = response;
        throw answerError(call, { status, headers, words: text });
      }
      return z.object({ ok: z.literal(true), result }).parse(readJson(text)).result as Result;
    } catch (error) {
      throw transportError(call, error);
    }
  }
}

/** In a form every value is text, lists and objects as JSON. */
function formOf(fields: Record<string, unknown>, files: Map<string, File>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields))
    form.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  for (const [name, file] of files) form.set(name, file);
  return form;
}

function parsed(text: string): unknown {
  try {
    return readJson(text);
  } catch {
    return undefined;
  }
}
