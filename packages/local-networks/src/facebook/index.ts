/**
 * A local Facebook: OAuth with its consent, and the part of the Graph API by which a page posts, on a loopback port; written
 * from Meta's description and from what is known of its refusals, and as strict. State is in memory.
 */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Orders } from '@bellwether/local-server/orders.ts';
import { createGraphServer, type Fault } from '../meta/http.ts';
import { type RegisteredApp, Tokens } from '../meta/tokens.ts';
import { mountLogin } from './login.ts';
import { operationsOf } from './operations.ts';
import { type FacebookPost, type Options, State } from './state.ts';

export type { Fault } from '../meta/http.ts';
export type { FacebookPost } from './state.ts';

export const VERSION = '/v27.0';

export interface LocalFacebookOptions extends Options {
  apps: RegisteredApp[];
  /** Told when something was changed by a request. */
  onChange?(): void;
}

export class LocalFacebook {
  readonly faults = new Orders<Fault>();
  readonly tokens: Tokens;
  readonly #state: State;
  readonly #server: ReturnType<typeof createGraphServer>;
  #origin = '';

  constructor({ apps, onChange, ...options }: LocalFacebookOptions) {
    this.tokens = new Tokens(options.clock, apps);
    this.#state = new State(options);
    this.#server = createGraphServer({
      ...{ faults: this.faults, tokens: this.tokens, version: VERSION },
      operations: operationsOf(this.#state, this.tokens),
      more: (app) => mountLogin(app, VERSION, this.tokens, this.#state),
      ...(onChange && { onChange }),
    });
  }

  /** Throws before `start`. */
  get url(): string {
    if (!this.#origin) throw new Error('The local Facebook has not been started.');
    return this.#origin;
  }

  /** Of a page, oldest first. */
  posts(): FacebookPost[] {
    return [...this.#state.posts.values()];
  }

  /** How many photos were given, shown or not. */
  get photos(): number {
    return this.#state.photos.size;
  }

  /** From now on. */
  set options(changed: Partial<Options>) {
    Object.assign(this.#state.options, changed);
  }

  forget(): void {
    this.#state.posts.clear();
    this.#state.photos.clear();
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
