/**
 * A local server of one of Meta's Graph APIs on a loopback port: OAuth with its consent, and what the network adds. State is
 * in memory.
 */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Orders } from '@bellwether/local-server/orders.ts';
import type { ServerType } from '@hono/node-server';
import { createGraphServer, type Fault, type GraphParts } from './http.ts';
import { type RegisteredApp, Tokens } from './tokens.ts';

/** What every network's options have. */
export interface LocalOptions {
  clock: { now(): number };
  apps: RegisteredApp[];
  /** Told when something was changed by a request. */
  onChange?: (() => void) | undefined;
}

export abstract class LocalGraph<Options extends object> {
  readonly faults = new Orders<Fault>();
  readonly tokens: Tokens;
  readonly #name: string;
  readonly #options: Options;
  readonly #server: ServerType;
  #origin = '';

  /** `options`: what the network's state goes by. `parts`: what it answers. */
  constructor(
    name: string,
    { clock, apps, onChange }: LocalOptions,
    options: Options,
    parts: (tokens: Tokens) => Pick<GraphParts, 'version' | 'operations' | 'more'>,
  ) {
    this.#name = name;
    this.#options = options;
    this.tokens = new Tokens(clock, apps);
    this.#server = createGraphServer({
      ...{ faults: this.faults, tokens: this.tokens, ...parts(this.tokens) },
      ...(onChange && { onChange }),
    });
  }

  /** Throws before `start`. */
  get url(): string {
    if (!this.#origin) throw new Error(`The local ${this.#name} has not been started.`);
    return this.#origin;
  }

  /** From now on. */
  set options(changed: Partial<Options>) {
    Object.assign(this.#options, changed);
  }

  async start(port = 0): Promise<void> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#origin = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    if ('closeAllConnections' in this.#server) this.#server.closeAllConnections();
    await closed;
  }
}
