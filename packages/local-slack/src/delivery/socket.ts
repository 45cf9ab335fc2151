/** Socket Mode: connections opened with a ticket, envelopes and their acknowledgements. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import type { Answer, Envelope, Transport } from './transport.ts';

export interface SocketOptions {
  appId: string;
  acknowledgeWithinMs: number;
  /** Called with the number of open connections whenever it changes. */
  onConnections: (open: number) => void;
  onLateAcknowledgement: (afterMs: number) => void;
}

export type DisconnectReason = 'refresh_requested' | 'warning' | 'link_disabled';

interface Waiting {
  startedAt: number;
  settle: ((answer: Answer) => void) | undefined;
}

const MOST_CONNECTIONS = 10;
const PING_EVERY_MS = 5_000;
const HOST = 'applink-local';
const acknowledgement = z.object({ envelope_id: z.string(), payload: z.unknown().optional() });

export class SocketTransport implements Transport {
  readonly #options: SocketOptions;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #tickets = new Set<string>();
  readonly #connections: WebSocket[] = [];
  readonly #waiting = new Map<string, Waiting>();
  #turn = 0;
  #mute = 0;

  constructor(options: SocketOptions) {
    this.#options = options;
  }

  get open(): number {
    return this.#connections.length;
  }

  /** The path and query to connect to; the ticket is good for one connection. */
  issueTicket(): string {
    const ticket = randomUUID();
    this.#tickets.add(ticket);
    return `/link/?ticket=${ticket}&app_id=${this.#options.appId}`;
  }

  /** Takes an upgrade request over. Gives false when its ticket is unknown or was used. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    const ticket = new URL(request.url ?? '/', 'http://localhost').searchParams.get('ticket') ?? '';
    if (!this.#tickets.delete(ticket)) {
      socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return false;
    }
    this.#server.handleUpgrade(request, socket, head, (connection) => this.#greet(connection));
    return true;
  }

  send(envelope: Envelope): Promise<Answer> {
    const connection = this.#connections[this.#turn++ % Math.max(1, this.#connections.length)];
    if (!connection) return Promise.resolve({ acknowledged: false, reason: 'no_connection' });
    const id = randomUUID();
    const answer = this.#awaitAnswer(id);
    connection.send(JSON.stringify(onTheWire(id, envelope)));
    return answer;
  }

  /** The next connections open and hear nothing: no hello, no envelope, no goodbye. */
  muteNext(count: number): void {
    this.#mute += count;
  }

  /** Asks every connection to reconnect, as Slack does every few hours; closes those that stay. */
  disconnect(reason: DisconnectReason): void {
    for (const connection of [...this.#connections]) {
      this.#forget(connection);
      connection.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: HOST } }));
      setTimeout(() => connection.close(1000), 1_000).unref();
    }
  }

  /** Breaks every connection without a word. */
  cut(): void {
    for (const connection of [...this.#connections]) connection.terminate();
  }

  /** Says goodbye to every connection, and breaks those that do not answer within a second. */
  async close(): Promise<void> {
    const leaving = [...this.#server.clients].map(
      (connection) => new Promise<void>((resolve) => connection.once('close', () => resolve())),
    );
    for (const connection of this.#server.clients) connection.close(1001);
    const late = setTimeout(() => {
      for (const connection of this.#server.clients) connection.terminate();
    }, 1_000);
    await Promise.all(leaving);
    clearTimeout(late);
    for (const { settle } of this.#waiting.values())
      settle?.({ acknowledged: false, reason: 'connection_failed' });
    this.#waiting.clear();
  }

  #greet(connection: WebSocket): void {
    if (this.#mute > 0) {
      this.#mute -= 1;
      connection.on('error', () => connection.terminate());
      return;
    }
    if (this.#connections.length >= MOST_CONNECTIONS) {
      connection.send(JSON.stringify({ type: 'disconnect', reason: 'too_many_websockets' }));
      connection.close(1000);
      return;
    }
    this.#connections.push(connection);
    const pings = setInterval(() => connection.ping(), PING_EVERY_MS);
    pings.unref();
    connection.on('message', (data) => this.#acknowledge(data));
    connection.on('error', () => connection.terminate());
    connection.on('close', () => {
      clearInterval(pings);
      this.#forget(connection);
    });
    connection.send(JSON.stringify(this.#hello()));
    this.#options.onConnections(this.open);
  }

  #hello(): object {
    return {
      type: 'hello',
      num_connections: this.open,
      debug_info: { host: HOST, build_number: 1, approximate_connection_time: 18_060 },
      connection_info: { app_id: this.#options.appId },
    };
  }

  #forget(connection: WebSocket): void {
    const index = this.#connections.indexOf(connection);
    if (index < 0) return;
    this.#connections.splice(index, 1);
    this.#options.onConnections(this.open);
  }

  #awaitAnswer(id: string): Promise<Answer> {
    return new Promise((resolve) => {
      const waiting: Waiting = { startedAt: performance.now(), settle: undefined };
      const deadline = setTimeout(() => {
        waiting.settle = undefined;
        resolve({ acknowledged: false, reason: 'timeout' });
      }, this.#options.acknowledgeWithinMs);
      waiting.settle = (answer) => {
        clearTimeout(deadline);
        resolve(answer);
      };
      this.#waiting.set(id, waiting);
    });
  }

  #acknowledge(data: RawData): void {
    const read = acknowledgement.safeParse(parseJson(String(data)));
    const waiting = read.success ? this.#waiting.get(read.data.envelope_id) : undefined;
    if (!read.success || !waiting) return;
    this.#waiting.delete(read.data.envelope_id);
    const afterMs = performance.now() - waiting.startedAt;
    if (waiting.settle) waiting.settle({ acknowledged: true, afterMs, payload: read.data.payload ?? {} });
    else this.#options.onLateAcknowledgement(afterMs);
  }
}

function onTheWire(id: string, { type, payload, retry }: Envelope): object {
  const retried = { retry_attempt: retry?.attempt ?? 0, retry_reason: retry?.reason ?? '' };
  return {
    envelope_id: id,
    type,
    payload,
    accepts_response_payload: type !== 'events_api',
    ...(type === 'events_api' || retry ? retried : {}),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
