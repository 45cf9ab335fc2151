/** A server on a port of this machine alone. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { ServerType } from '@hono/node-server';

export abstract class LoopbackServer {
  /** Not listening yet. */
  protected abstract readonly server: ServerType;
  #origin = '';

  /** Throws before `start`. */
  get url(): string {
    if (!this.#origin) throw new Error(`${this.constructor.name} has not been started.`);
    return this.#origin;
  }

  async start(port = 0): Promise<void> {
    this.server.listen(port, '127.0.0.1');
    await once(this.server, 'listening');
    this.#origin = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    if ('closeAllConnections' in this.server) this.server.closeAllConnections();
    await closed;
  }
}
