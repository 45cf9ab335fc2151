/** What can go wrong with a call of a method. */
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
