/** Faults that a test orders for the next request of a method. */

export interface Fault {
  /** Answer so instead of doing anything. */
  refusal?: { code: number; description: string; retryAfter?: number };
  /** Close the connection without an answer, before or after the request took effect. */
  loseAnswer?: 'before' | 'after';
  /** Never answer, and do nothing. */
  silent?: boolean;
  /** Take effect, then answer as a gateway that broke down does: with this status and a page. */
  page?: number;
  /** Of an album that many pictures come out; the next one is refused for too many requests. */
  stopsAfter?: number;
}

export class Faults {
  readonly #waiting: { methods: readonly string[]; fault: Fault }[] = [];

  /** For the next call of one of these methods. Several are used up in order. */
  next(methods: string | readonly string[], fault: Fault): void {
    this.#waiting.push({ methods: typeof methods === 'string' ? [methods] : methods, fault });
  }

  take(method: string): Fault | undefined {
    const found = this.#waiting.findIndex(({ methods }) => methods.includes(method));
    return found < 0 ? undefined : this.#waiting.splice(found, 1)[0]?.fault;
  }
}
