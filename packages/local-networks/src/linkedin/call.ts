/** What every operation of the REST API is given, and what it answers. */
import type { State, Token } from './state.ts';

export interface Call {
  state: State;
  token: Token;
  /** Decoded. */
  params: Record<string, string>;
  query: Record<string, string>;
  header(name: string): string | undefined;
  /** Parsed JSON; undefined where there is none. */
  body: unknown;
  origin: string;
}

export interface Answer {
  status: 200 | 201 | 204;
  body?: unknown;
  headers?: Record<string, string>;
}

/** Throws a `LinkedInError`. */
export type Operation = (call: Call) => Answer;
