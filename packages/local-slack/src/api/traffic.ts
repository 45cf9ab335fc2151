/** Counts calls and keeps the last of them for tests to look at. */
import type { Json } from '../json.ts';

export interface RecordedCall {
  /** A Web API method, `upload`, `download` or `response_url`. */
  method: string;
  /** Epoch milliseconds of the local Slack's clock. */
  at: number;
  /** Without the token. */
  arguments: Json;
  status: number | null;
  error: string | null;
}

const KEPT = 1_000;

export class Traffic {
  readonly calls: RecordedCall[] = [];
  readonly counts: Record<string, number> = {};

  start(method: string, at: number, given: Json): RecordedCall {
    const { token: _, ...rest } = given;
    const call: RecordedCall = { method, at, arguments: rest, status: null, error: null };
    this.counts[method] = (this.counts[method] ?? 0) + 1;
    this.calls.push(call);
    if (this.calls.length > KEPT) this.calls.shift();
    return call;
  }
}
