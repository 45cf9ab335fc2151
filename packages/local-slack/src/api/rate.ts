/** Holds each channel to a burst and then to about one message a second, by real time. */
import type { Limits } from '../settings.ts';

interface Bucket {
  tokens: number;
  at: number;
}

export class MessageRate {
  readonly #limits: Limits;
  readonly #buckets = new Map<string, Bucket>();

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Takes a place. Gives the whole seconds to wait when there is none, else undefined. */
  take(channel: string): number | undefined {
    const { messageBurst, messagesPerSecond } = this.#limits;
    const now = performance.now();
    const bucket = this.#buckets.get(channel) ?? { tokens: messageBurst, at: now };
    const refilled = bucket.tokens + ((now - bucket.at) / 1000) * messagesPerSecond;
    const tokens = Math.min(messageBurst, refilled);
    const granted = tokens >= 1;
    this.#buckets.set(channel, { tokens: granted ? tokens - 1 : tokens, at: now });
    return granted ? undefined : Math.max(1, Math.ceil((1 - tokens) / messagesPerSecond));
  }
}
