/** Tells everybody who watches the page that something is different now. Many changes at once are told as one. */
export class Changes {
  readonly #listeners = new Set<() => void>();
  #told = true;

  tell = (): void => {
    if (!this.#told) return;
    this.#told = false;
    setImmediate(() => {
      this.#told = true;
      for (const listener of [...this.#listeners]) listener();
    });
  };

  /** Gives a function that ends it. */
  watch(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
