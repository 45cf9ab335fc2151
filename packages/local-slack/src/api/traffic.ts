/** Counts calls and keeps the last of them for tests to look at. */
import { readSpec } from '@bellwether/local-server/files.ts';
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

export interface UnknownArgument {
  method: string;
  argument: string;
}

const KEPT = 1_000;

export class Traffic {
  readonly calls: RecordedCall[] = [];
  readonly counts: Record<string, number> = {};
  readonly #unknown = new Map<string, UnknownArgument>();

  /** Sent by the app, unknown to Slack, and ignored there in silence. */
  get unknownArguments(): UnknownArgument[] {
    return [...this.#unknown.values()];
  }

  start(method: string, at: number, given: Json): RecordedCall {
    const { token: _, ...rest } = given;
    const call: RecordedCall = { method, at, arguments: rest, status: null, error: null };
    for (const argument of unknownIn(method, rest)) {
      this.#unknown.set(`${method} ${argument}`, { method, argument });
    }
    this.counts[method] = (this.counts[method] ?? 0) + 1;
    this.calls.push(call);
    if (this.calls.length > KEPT) this.calls.shift();
    return call;
  }
}

let known: Record<string, string[]> | undefined;

function unknownIn(method: string, given: Json): string[] {
  known ??= (readSpec('local-slack', 'arguments.json') as { methods: Record<string, string[]> }).methods;
  const names = known[method];
  return names ? Object.keys(given).filter((name) => !names.includes(name)) : [];
}
