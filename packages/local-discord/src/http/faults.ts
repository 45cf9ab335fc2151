/** Faults that a test orders for the next request of a route. */

export interface Fault {
  /** Answer with this status instead of doing anything. */
  status?: number;
  /** A string is a page, as Cloudflare shows one before Discord. */
  body?: unknown;
  /** Seconds for `Retry-After`; with status 429 also in the body. */
  retryAfter?: number;
  /** Close the connection without an answer, before or after the request took effect. */
  loseAnswer?: 'before' | 'after';
  /** Take effect, send half an answer, then close the connection. */
  cut?: boolean;
}

export class Faults {
  readonly #waiting = new Map<string, Fault[]>();

  /** `route` reads like `'POST /channels/{channel_id}/messages'`. Several are used up in order. */
  next(route: string, fault: Fault): void {
    this.#waiting.set(route, [...(this.#waiting.get(route) ?? []), fault]);
  }

  take(route: string): Fault | undefined {
    return this.#waiting.get(route)?.shift();
  }

  clear(): void {
    this.#waiting.clear();
  }
}
