/** How a route of the REST API is written: Discord's own path, who may call it, and what it does. */
import type { Upload } from '../state/file.ts';
import type { State } from '../state/state.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A request that was let in: authorised, within its limits, and valid for its route. */
export interface Call {
  state: State;
  params: Record<string, string>;
  query: Record<string, unknown>;
  body: unknown;
  /** By the number in `files[n]`. */
  files: Map<number, Upload>;
  /** From `X-Audit-Log-Reason`. */
  reason: string | null;
}

export interface Answer {
  status: number;
  body?: unknown;
}

export interface Route {
  method: Method;
  /** As Discord's documentation has it, with parameters such as `{channel_id}`. */
  path: string;
  /** `token`: the token in the path is the credential, no `Authorization` is needed. */
  access?: 'bot' | 'token';
  /** Requests in a window, for each channel, guild or webhook. */
  limit?: { limit: number; perMs: number };
  handle(call: Call): Answer | Promise<Answer>;
}

export function ok(body: unknown): Answer {
  return { status: 200, body };
}

export function created(body: unknown): Answer {
  return { status: 201, body };
}

export function noContent(): Answer {
  return { status: 204 };
}

/** A path parameter that the route's path guarantees. */
export function param(call: Call, name: string): string {
  const value = call.params[name];
  if (value === undefined) throw new Error(`The route has no parameter ${name}.`);
  return value;
}
