/** Brings commands, interactions and events to the app, again when an event is not acknowledged. */
import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { Changes } from '../changes.ts';
import type { Json } from '../json.ts';
import type { Limits } from '../settings.ts';
import { HttpTransport } from './http.ts';
import { SocketTransport } from './socket.ts';
import type { Answer, Envelope, EnvelopeType, Transport } from './transport.ts';

export interface DeliveryRecord {
  type: EnvelopeType;
  /** The command, the interaction's type or the event's type. */
  name: string;
  attempts: number;
  acknowledged: boolean;
  /** Milliseconds from sending to the acknowledgement that counted. */
  afterMs: number | null;
  reason: string | null;
}

export interface DeliveryOptions {
  app: { appId: string; signingSecret: string };
  limits: Limits;
  changes: Changes;
  eventsUrl: string | undefined;
}

const KEPT_RECORDS = 500;

export class Delivery {
  readonly http: HttpTransport;
  readonly socket: SocketTransport;
  readonly records: DeliveryRecord[] = [];
  /** Acknowledgements that came after the deadline, in milliseconds after sending. */
  readonly lateAcknowledgements: number[] = [];
  eventsUrl: string | undefined;
  readonly #limits: Limits;
  readonly #changes: Changes;
  readonly #stopped = new AbortController();
  #last: Envelope | undefined;
  #twice = false;

  constructor({ app, limits, changes, eventsUrl }: DeliveryOptions) {
    this.#limits = limits;
    this.#changes = changes;
    this.eventsUrl = eventsUrl;
    // One for every event that waits for its next attempt.
    setMaxListeners(0, this.#stopped.signal);
    const { acknowledgeWithinMs } = limits;
    const { signingSecret, appId } = app;
    this.http = new HttpTransport({ url: () => this.eventsUrl, signingSecret, acknowledgeWithinMs });
    this.socket = new SocketTransport({
      appId,
      acknowledgeWithinMs,
      onConnections: (open) => changes.emit({ kind: 'connection', open }),
      onLateAcknowledgement: (afterMs) => this.#noteLate(afterMs),
    });
  }

  /** A command or an interaction: sent once, since the person is waiting. */
  async interact(type: 'slash_commands' | 'interactive', payload: Json): Promise<Answer> {
    const envelope: Envelope = { type, payload };
    const answer = await this.#send(envelope);
    if (this.#twice) {
      this.#twice = false;
      await this.redeliver();
    }
    this.#note(envelope, 1, answer);
    return answer;
  }

  /** An event. Gives how the first attempt went; the others follow by themselves. */
  async publish(payload: Json): Promise<Answer> {
    const envelope: Envelope = { type: 'events_api', payload };
    const answer = await this.#send(envelope);
    if (answer.acknowledged) this.#note(envelope, 1, answer);
    else void this.#repeat(envelope, answer);
    return answer;
  }

  /** Sends the last envelope once more, as Slack does when an acknowledgement was lost. */
  async redeliver(): Promise<Answer> {
    if (!this.#last) throw new Error('Nothing was delivered yet.');
    const attempt = (this.#last.retry?.attempt ?? 0) + 1;
    return this.#send({ ...this.#last, retry: { attempt, reason: 'timeout' } });
  }

  /** The next command or interaction reaches the app twice before the person sees its answer. */
  deliverNextTwice(): void {
    this.#twice = true;
  }

  async close(): Promise<void> {
    this.#stopped.abort();
    this.http.close();
    await this.socket.close();
  }

  #send(envelope: Envelope): Promise<Answer> {
    this.#last = envelope;
    const transport: Transport = this.eventsUrl ? this.http : this.socket;
    return transport.send(envelope);
  }

  /** Sends an event again after each delay until it is acknowledged. */
  async #repeat(envelope: Envelope, failed: Answer): Promise<void> {
    let answer = failed;
    let attempts = 1;
    for (const delay of this.#limits.retryDelaysMs) {
      if (answer.acknowledged || !(await this.#pause(delay))) break;
      answer = await this.#send({ ...envelope, retry: { attempt: attempts, reason: answer.reason } });
      attempts += 1;
    }
    this.#note(envelope, attempts, answer);
  }

  async #pause(delayMs: number): Promise<boolean> {
    return wait(delayMs, true, { signal: this.#stopped.signal, ref: false }).catch(() => false);
  }

  #note(envelope: Envelope, attempts: number, answer: Answer): void {
    const { acknowledged } = answer;
    this.records.push({
      type: envelope.type,
      name: nameOf(envelope.payload),
      attempts,
      acknowledged,
      afterMs: answer.acknowledged ? answer.afterMs : null,
      reason: answer.acknowledged ? null : answer.reason,
    });
    if (this.records.length > KEPT_RECORDS) this.records.shift();
    this.#changes.emit({ kind: 'delivery', type: envelope.type, acknowledged });
  }

  #noteLate(afterMs: number): void {
    this.lateAcknowledgements.push(afterMs);
    this.#changes.emit({ kind: 'delivery', type: 'late', acknowledged: true });
  }
}

function nameOf(payload: Json): string {
  const event = payload.event;
  const name =
    payload.command ??
    (event && typeof event === 'object' ? (event as Json).type : undefined) ??
    payload.type;
  return String(name);
}
