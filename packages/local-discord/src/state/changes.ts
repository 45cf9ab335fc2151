/** Tells listeners that something in this Discord changed, and lets a test wait for a state. */
import { EventEmitter } from 'node:events';

export type Change =
  | 'message'
  | 'reaction'
  | 'interaction'
  | 'modal'
  | 'command'
  | 'member'
  | 'channel'
  | 'typing'
  | 'traffic'
  | 'gateway';

export class Changes {
  readonly #emitter = new EventEmitter<{ change: [Change] }>();

  constructor() {
    this.#emitter.setMaxListeners(0);
  }

  on(event: 'change', listener: (change: Change) => void): void {
    this.#emitter.on(event, listener);
  }

  off(event: 'change', listener: (change: Change) => void): void {
    this.#emitter.off(event, listener);
  }

  tell(change: Change): void {
    this.#emitter.emit('change', change);
  }

  /** Resolves with the predicate's first truthy value. Rejects after `timeoutMs`. */
  until<T>(predicate: () => T, timeoutMs = 5_000): Promise<NonNullable<T>> {
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void) => {
        clearTimeout(timer);
        this.off('change', look);
        settle();
      };
      const look = () => {
        try {
          const value = predicate();
          if (value) finish(() => resolve(value));
        } catch (error) {
          finish(() => reject(error));
        }
      };
      const timer = setTimeout(
        () => finish(() => reject(new Error(`Waited ${timeoutMs} ms in vain for: ${predicate}`))),
        timeoutMs,
      );
      this.on('change', look);
      look();
    });
  }
}
