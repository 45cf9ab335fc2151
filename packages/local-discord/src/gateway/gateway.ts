/** The websocket side: takes clients in, and hands every event to every session that wants it. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { GatewayTraffic } from '../http/traffic.ts';
import type { Dispatch } from '../state/events.ts';
import { may, PERMISSION } from '../state/permissions.ts';
import type { State } from '../state/state.ts';
import { Connection, type Handshake } from './connection.ts';
import type { Session } from './session.ts';

export class Gateway {
  readonly #state: State;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #connections = new Set<Connection>();
  readonly #sessions = new Map<string, Session>();
  readonly #counts = { identifies: 0, resumes: 0, heartbeats: 0, dispatches: 0 };

  #mute = 0;
  #isShut = false;

  constructor(state: State) {
    this.#state = state;
    state.events.subscribe((dispatch) => this.#dispatch(dispatch));
  }

  /** For the HTTP server's `upgrade` event. Everything but `/gateway` is hung up on. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const url = new URL(request.url ?? '/', 'http://local');
    if (this.#isShut || url.pathname.replace(/\/$/, '') !== '/gateway') {
      socket.destroy();
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (client) => {
      if (this.#mute > 0) {
        this.#mute -= 1;
        client.on('error', () => client.terminate());
        return;
      }
      const host = { state: this.#state, sessions: this.#sessions, count: this.#count, closed: this.#closed };
      this.#connections.add(new Connection(host, client, handshakeOf(url)));
      this.#state.changes.tell('gateway');
    });
  }

  /** The next connections open, and nothing is ever said on them. */
  muteNext(count = 1): void {
    this.#mute += count;
  }

  /** While it is shut, every connection is hung up on before it opens. */
  shut(isShut = true): void {
    this.#isShut = isShut;
  }

  /** With a code the connections are closed, without one they are cut. Sessions can be resumed. */
  disconnectAll(code?: number): void {
    for (const connection of this.#connections) {
      if (code === undefined) connection.cut();
      else connection.close(code);
    }
  }

  /** Op 7: clients are asked to come back and resume. */
  askToReconnect(): void {
    for (const connection of this.#connections) connection.askToReconnect();
  }

  /** Op 9. */
  invalidateSessions(resumable = false): void {
    for (const connection of this.#connections) connection.invalidate(resumable);
  }

  /** Sessions that hear events at this moment. */
  get connected(): number {
    return [...this.#sessions.values()].filter((session) => session.connected).length;
  }

  traffic(): GatewayTraffic {
    return { connected: this.connected, ...this.#counts };
  }

  stop(): void {
    for (const connection of this.#connections) connection.cut();
    this.#server.close();
  }

  #dispatch(dispatch: Dispatch): void {
    if (dispatch.channelId && !this.#botSees(dispatch.channelId)) return;
    for (const session of this.#sessions.values()) {
      if (!session.wants(dispatch.intent)) continue;
      this.#counts.dispatches += 1;
      session.dispatch(dispatch);
    }
  }

  #botSees(channelId: string): boolean {
    const channel = this.#state.channels.get(channelId);
    return !channel || may(this.#state, this.#state.application.botUserId, PERMISSION.ViewChannel, channel);
  }

  readonly #count = (what: 'identifies' | 'resumes' | 'heartbeats'): void => {
    this.#counts[what] += 1;
    this.#state.changes.tell('gateway');
  };

  readonly #closed = (connection: Connection): void => {
    this.#connections.delete(connection);
    this.#state.changes.tell('gateway');
  };
}

function handshakeOf(url: URL): Handshake {
  const compression = url.searchParams.get('compress') === 'zlib-stream' ? 'zlib-stream' : 'none';
  return { version: url.searchParams.get('v'), compression };
}
