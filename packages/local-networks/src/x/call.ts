/** What every operation of the API is given, and what it answers. */
import type { State, Token } from './state.ts';

export interface Call {
  state: State;
  token: Token;
  /** Decoded. */
  params: Record<string, string>;
  query: Record<string, string>;
  /** Parsed JSON, or the fields of a form with its files; undefined where there is none. */
  body: unknown;
}

export interface Answer {
  status: 200 | 201;
  body: unknown;
}

/** Throws a `Problem`. */
export type Operation = (call: Call) => Answer;
