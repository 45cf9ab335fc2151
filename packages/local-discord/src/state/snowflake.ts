/** Discord's ids: milliseconds since 2015 in the upper bits, so that they sort by time. */

import type { Stateful } from '@bellwether/local-server/stateful.ts';
import { z } from 'zod';

const DISCORD_EPOCH = 1_420_070_400_000n;

export class Snowflakes implements Stateful {
  readonly #now: () => number;
  #last = 0n;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The next id: never smaller than an earlier one, also when the clock goes back. */
  next(): string {
    const byClock = (BigInt(Math.trunc(this.#now())) - DISCORD_EPOCH) << 22n;
    this.#last = byClock > this.#last ? byClock : this.#last + 1n;
    return this.#last.toString();
  }

  /** One of an earlier time, as an old account has; no two are alike. */
  madeAt(milliseconds: number): string {
    const own = BigInt(this.next());
    const time = (BigInt(Math.trunc(milliseconds)) - DISCORD_EPOCH) << 22n;
    return (time | (((own >> 22n) ^ own) & 0x3fffffn)).toString();
  }

  snapshotState(): unknown {
    return this.#last;
  }

  restoreState(value: unknown): void {
    this.#last = z.bigint().parse(value);
  }
}

/** Epoch milliseconds in which an id was made. */
export function snowflakeTime(id: string): number {
  return Number((BigInt(id) >> 22n) + DISCORD_EPOCH);
}

/** Orders ids by age, oldest first. */
export function byAge(a: { id: string }, b: { id: string }): number {
  return compareIds(a.id, b.id);
}

export function compareIds(a: string, b: string): number {
  return a.length === b.length ? (a < b ? -1 : a > b ? 1 : 0) : a.length - b.length;
}
