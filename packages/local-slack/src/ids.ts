/** Timestamps and ids in Slack's forms. */
import { randomBytes, randomInt } from 'node:crypto';
import type { Stateful } from '@bellwether/local-server/stateful.ts';
import { z } from 'zod';
import type { Clock } from './settings.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** An id such as `F08A1B2C3D4`. */
export function newId(prefix: string): string {
  return `${prefix}0${Array.from({ length: 9 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')}`;
}

export function newSecret(): string {
  return randomBytes(12).toString('hex');
}

/** Issues `seconds.micros` timestamps, each later than the one before, also when the clock is moved back. */
export class Timestamps implements Stateful {
  readonly #clock: Clock;
  #lastMicros = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  next(): string {
    this.#lastMicros = Math.max(Math.floor(this.#clock.now() * 1000), this.#lastMicros + 1);
    const seconds = Math.floor(this.#lastMicros / 1_000_000);
    return `${seconds}.${String(this.#lastMicros % 1_000_000).padStart(6, '0')}`;
  }

  snapshotState(): unknown {
    return this.#lastMicros;
  }

  restoreState(value: unknown): void {
    this.#lastMicros = z.number().parse(value);
  }
}

export function compareTimestamps(left: string, right: string): number {
  return Number(left) - Number(right);
}
