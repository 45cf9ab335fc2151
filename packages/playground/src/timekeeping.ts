/** Moves the playground's clock forward, stopping wherever something falls due on the way. */

import type { MovableClock } from '@bellwether/local-server/clock.ts';
import type { Stateful } from '@bellwether/local-server/stateful.ts';
import { DateTime } from 'luxon';
import { z } from 'zod';

export interface TimeKeeper {
  /** The next instant (epoch ms) at which something is due, which may have passed. */
  nextDue(): Promise<number | undefined>;
  /** The next instant (epoch ms) at which anything happens by itself; `nextDue` when left out. */
  nextStop?(): Promise<number | undefined>;
  /** Resolves when what is due has been done. */
  settle(): Promise<void>;
}

/** `due`: to when something falls due next. `morning`: to the next 9:00 that is not today's. */
export const MOVES = ['minute', 'hour', 'due', 'morning'] as const;
export type Move = (typeof MOVES)[number];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export class Timekeeping implements Stateful {
  readonly #clock: MovableClock;
  readonly #zone: string;
  readonly #onMove: () => void;
  #keeper: TimeKeeper = { nextDue: async () => undefined, settle: async () => {} };
  #moving: Promise<unknown> = Promise.resolve();

  /** `onMove`: told before what fell due is looked after. */
  constructor(clock: MovableClock, zone: string, onMove: () => void) {
    this.#clock = clock;
    this.#zone = zone;
    this.#onMove = onMove;
  }

  set keeper(keeper: TimeKeeper) {
    this.#keeper = keeper;
  }

  now(): number {
    return this.#clock.now();
  }

  async due(): Promise<number | null> {
    return (await this.#keeper.nextDue()) ?? null;
  }

  /** One move after the other. Gives the instants at which it stopped. */
  move(move: Move): Promise<number[]> {
    const done = this.#moving.then(async () => this.#moveTo(await this.#target(move)));
    this.#moving = done.catch(() => {});
    return done;
  }

  /** Milliseconds that the clock is ahead of the system's. */
  snapshotState(): unknown {
    return this.now() - Date.now();
  }

  restoreState(value: unknown): void {
    const instant = Date.now() + z.number().parse(value);
    if (instant > this.now()) this.#clock.moveTo(instant);
  }

  async #target(move: Move): Promise<number> {
    const now = this.now();
    switch (move) {
      case 'minute':
        return now + MINUTE;
      case 'hour':
        return now + HOUR;
      case 'due':
        return (await this.#keeper.nextDue()) ?? now;
      case 'morning':
        return DateTime.fromMillis(now, { zone: this.#zone })
          .plus({ days: 1 })
          .set({ hour: 9, minute: 0, second: 0, millisecond: 0 })
          .toMillis();
    }
  }

  async #moveTo(target: number): Promise<number[]> {
    const stops: number[] = [];
    for (;;) {
      const { nextDue, nextStop = nextDue } = this.#keeper;
      const due = await nextStop();
      // What stays due after it was looked after cannot be done now; it must not hold time up.
      const stuck = due !== undefined && due <= (stops.at(-1) ?? Number.NEGATIVE_INFINITY);
      if (due === undefined || due > target || stuck) break;
      this.#advance(due);
      stops.push(due);
      await this.#keeper.settle();
    }
    this.#advance(target);
    await this.#keeper.settle();
    return stops;
  }

  #advance(instant: number): void {
    if (instant > this.now()) this.#clock.moveTo(instant);
    this.#onMove();
  }
}
