/** What a test orders for the next request of a kind; several for one kind are used up in order. */
export class Orders<Fault> {
  readonly #waiting: { kinds: readonly string[]; fault: Fault }[] = [];

  next(kinds: string | readonly string[], fault: Fault): void {
    this.#waiting.push({ kinds: typeof kinds === 'string' ? [kinds] : kinds, fault });
  }

  take(kind: string): Fault | undefined {
    const found = this.#waiting.findIndex(({ kinds }) => kinds.includes(kind));
    return found < 0 ? undefined : this.#waiting.splice(found, 1)[0]?.fault;
  }
}
