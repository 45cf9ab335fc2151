/** What an operation of the API is given, and answers. */
import type { State, Token } from './state.ts';

export interface Call {
  state: State;
  token: Token & { name: string };
  form: Record<string, string>;
  query: Record<string, string>;
  params: Record<string, string>;
  /** As it was asked. */
  origin: string;
}

export interface Answer {
  status: number;
  body: unknown;
}

export type Operation = (call: Call) => Answer;
