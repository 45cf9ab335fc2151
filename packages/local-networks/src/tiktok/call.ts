/** A request to the API, as its operations are given it. */
import type { State, Token } from './state.ts';

export interface Call {
  state: State;
  token: Token;
  query: Record<string, string>;
  /** Parsed JSON; undefined where there is none. */
  body: unknown;
  /** As it was asked. */
  origin: string;
  changed(): void;
}

/** Answers its data, in which a bigint becomes a number. Throws a `TikTokError`. */
export type Operation = (call: Call) => Record<string, unknown> | Promise<Record<string, unknown>>;
