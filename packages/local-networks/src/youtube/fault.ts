/** What can go wrong with a request. */
export interface Fault {
  /** Answer so instead of doing anything. */
  refusal?: { status: number; body: unknown };
  /** Close the connection without an answer, before or after the request took effect. */
  loseAnswer?: 'before' | 'after';
  /** Never answer, and do nothing. */
  silent?: boolean;
  /** Take effect, then answer with this status and a page. */
  page?: number;
  /** Of an upload: the connection breaks when so many bytes of this request have come. */
  breakAfter?: number;
}
