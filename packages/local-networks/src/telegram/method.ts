/** What every method of the Bot API is given. */
import type { Flood } from './flood.ts';
import type { Given } from './parameters.ts';
import type { State } from './state.ts';

export interface Call extends Given {
  state: State;
  flood: Flood | undefined;
  /** Epoch ms. */
  now: number;
  /** Of an album that many pictures come out; undefined: all. */
  stopsAfter: number | undefined;
}

/** Answers the `result`. Throws a `TelegramError`. */
export type Method = (call: Call) => unknown;
