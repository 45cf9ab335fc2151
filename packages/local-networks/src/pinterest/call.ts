/** What every operation is given, and what it answers. */
import type { State, Token } from './state.ts';

export interface Call {
  state: State;
  token: Token;
  /** Decoded. */
  params: Record<string, string>;
  query: Record<string, string>;
  /** Parsed JSON; undefined where there is none. */
  body: unknown;
  /** Of the server. */
  origin: string;
}

export interface Answer {
  status: 200 | 201 | 204;
  body?: unknown;
}

/** Throws a `PinterestError`. */
export type Operation = (call: Call) => Answer | Promise<Answer>;
