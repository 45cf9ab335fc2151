/** Issues trigger ids: good for a few seconds and for one modal. */
import { randomBytes } from 'node:crypto';
import { SlackRefusal } from './refusal.ts';
import type { Clock } from './settings.ts';

interface Trigger {
  userId: string;
  issuedAt: number;
  used: boolean;
}

export class Triggers {
  readonly #clock: Clock;
  readonly #lifetimeMs: number;
  readonly #triggers = new Map<string, Trigger>();

  constructor(clock: Clock, lifetimeMs: number) {
    this.#clock = clock;
    this.#lifetimeMs = lifetimeMs;
  }

  issue(userId: string): string {
    const issuedAt = this.#clock.now();
    const id = `${Math.floor(issuedAt)}.${this.#triggers.size + 1}.${randomBytes(16).toString('hex')}`;
    this.#triggers.set(id, { userId, issuedAt, used: false });
    return id;
  }

  /** Gives the person the trigger belongs to. Refuses when unknown, used or too old. */
  exchange(id: string): string {
    const trigger = this.#triggers.get(id);
    if (!trigger) throw new SlackRefusal('invalid_trigger_id');
    if (trigger.used) throw new SlackRefusal('exchanged_trigger_id');
    if (this.#clock.now() - trigger.issuedAt > this.#lifetimeMs) throw new SlackRefusal('expired_trigger_id');
    trigger.used = true;
    return trigger.userId;
  }
}
