/** A session outlives its connection: what it missed is replayed when it resumes. */
import { randomBytes } from 'node:crypto';
import { type Dispatch, INTENT } from '../state/events.ts';
import type { Wire } from './wire.ts';

interface Sent {
  op: 0;
  t: string;
  s: number;
  d: Record<string, unknown>;
}

const KEPT = 1_000;

export class Session {
  readonly id = randomBytes(16).toString('hex');
  readonly intents: number;
  readonly #log: Sent[] = [];
  #sequence = 0;
  #wire: Wire | undefined;

  constructor(intents: number, wire: Wire) {
    this.intents = intents;
    this.#wire = wire;
  }

  get connected(): boolean {
    return this.#wire !== undefined;
  }

  get sequence(): number {
    return this.#sequence;
  }

  wants(intent: number | undefined): boolean {
    return intent === undefined || (this.intents & intent) !== 0;
  }

  dispatch({ type, data, withoutContent }: Omit<Dispatch, 'intent'>): void {
    const readable = !withoutContent || this.wants(INTENT.messageContent);
    this.#sequence += 1;
    const sent: Sent = { op: 0, t: type, s: this.#sequence, d: readable ? data : withoutContent };
    this.#log.push(sent);
    if (this.#log.length > KEPT) this.#log.shift();
    this.#wire?.send(sent);
  }

  detach(wire: Wire): void {
    if (this.#wire === wire) this.#wire = undefined;
  }

  /** False when too much was missed to replay it. */
  resume(wire: Wire, after: number): boolean {
    const oldest = this.#log[0]?.s ?? this.#sequence + 1;
    if (after + 1 < oldest) return false;
    this.#wire = wire;
    for (const sent of this.#log) if (sent.s > after) wire.send(sent);
    this.dispatch({ type: 'RESUMED', data: {} });
    return true;
  }
}
