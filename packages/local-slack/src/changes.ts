/** Tells whoever draws or tests the workspace what has just changed in it. */
export type Change =
  | {
      kind: 'message' | 'ephemeral';
      action: 'posted' | 'updated' | 'deleted';
      channel: string;
      ts: string;
      /** The author of a message; the only reader of an ephemeral one. */
      userId: string;
      threadTs?: string | undefined;
    }
  | {
      kind: 'modal';
      action: 'opened' | 'updated' | 'pushed' | 'closed' | 'refused';
      userId: string;
      viewId: string;
    }
  | { kind: 'home'; userId: string }
  | { kind: 'reaction'; channel: string; ts: string; userId: string; name: string }
  | { kind: 'channel'; channel: string }
  /** An upload is complete. */
  | { kind: 'file'; file: string }
  | { kind: 'connection'; open: number }
  | { kind: 'delivery'; type: string; acknowledged: boolean };

export type ChangeListener = (change: Change) => void;

export class Changes {
  readonly #listeners = new Set<ChangeListener>();

  on(listener: ChangeListener): void {
    this.#listeners.add(listener);
  }

  off(listener: ChangeListener): void {
    this.#listeners.delete(listener);
  }

  emit(change: Change): void {
    for (const listener of [...this.#listeners]) listener(change);
  }

  /**
   * Resolves with the predicate's first truthy value, asked now and after each change.
   * Rejects after `timeoutMs` of real time.
   */
  until<T>(predicate: () => T, timeoutMs = 5_000): Promise<NonNullable<T>> {
    return new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer);
        this.off(ask);
      };
      const ask = () => {
        try {
          const found = predicate();
          if (!found) return;
          stop();
          resolve(found);
        } catch (error) {
          stop();
          reject(error);
        }
      };
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`The local Slack did not come to "${predicate}" within ${timeoutMs} ms.`));
      }, timeoutMs);
      this.on(ask);
      ask();
    });
  }
}
