/** Runs what has one key one after another, in the order in which it came; keys beside each other. */
export class Chains<Key> {
  private readonly last = new Map<Key, Promise<unknown>>();

  /** Keys of which something runs or waits. */
  get size(): number {
    return this.last.size;
  }

  run<T>(key: Key, work: () => Promise<T>): Promise<T> {
    const before = this.last.get(key) ?? Promise.resolve();
    const running = before.then(work, work);
    this.last.set(key, running);
    const forget = () => {
      if (this.last.get(key) === running) this.last.delete(key);
    };
    running.then(forget, forget);
    return running;
  }

  /** Resolves when nothing runs any more. */
  async idle(): Promise<void> {
    while (this.last.size > 0) await Promise.allSettled(this.last.values());
  }
}
