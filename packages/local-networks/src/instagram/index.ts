/**
 * A local Instagram: OAuth with its consent, and the part of the API by which a professional account posts pictures, on a
 * loopback port; written from Meta's description and from what is known of its refusals, and as strict. It fetches
 * pictures itself. State is in memory.
 */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Orders } from '@bellwether/local-server/orders.ts';
import { badToken } from '../meta/error.ts';
import { type Call, createGraphServer, type Fault, type Operation, only } from '../meta/http.ts';
import { mountOauth } from '../meta/oauth.ts';
import { type Options, type Post, State } from '../meta/state.ts';
import { type RegisteredApp, Tokens } from '../meta/tokens.ts';
import { createContainer, FIELDS, getContainer, gone } from './containers.ts';
import { get, list, publish, publishingLimit, remove } from './posts.ts';

export type { Fault } from '../meta/http.ts';

export interface LocalInstagramOptions extends Options {
  apps: RegisteredApp[];
  /** Told when something was changed by a request. */
  onChange?(): void;
}

export class LocalInstagram {
  readonly faults = new Orders<Fault>();
  readonly tokens: Tokens;
  readonly #state: State;
  readonly #server: ReturnType<typeof createGraphServer>;
  #origin = '';

  constructor({ apps, onChange, ...options }: LocalInstagramOptions) {
    this.tokens = new Tokens(options.clock, apps);
    this.#state = new State(options);
    this.#server = createGraphServer({
      ...{ faults: this.faults, tokens: this.tokens, version: '/v27.0' },
      operations: operationsOf(this.#state),
      more: (app) => mountOauth(app, { tokens: this.tokens, users: options.users, prefix: 'ig' }),
      ...(onChange && { onChange }),
    });
  }

  /** Throws before `start`. */
  get url(): string {
    if (!this.#origin) throw new Error('The local Instagram has not been started.');
    return this.#origin;
  }

  /** Oldest first. */
  posts(): Post[] {
    return [...this.#state.posts.values()];
  }

  /** How many containers were made. */
  get containers(): number {
    return this.#state.containers.size;
  }

  /** From now on. */
  set options(changed: Partial<Options>) {
    Object.assign(this.#state.options, changed);
  }

  forget(): void {
    this.#state.posts.clear();
    this.#state.containers.clear();
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

const BASIC = 'instagram_business_basic';
const PUBLISH = 'instagram_business_content_publish';

function operationsOf(state: State): Operation[] {
  return [
    {
      ...{ name: 'me', method: 'GET', path: '/me', scope: BASIC, takes: ['fields'] },
      run: ({ token, fields }) => {
        const user = state.options.users.find(({ id }) => id === token.user);
        if (!user) throw badToken();
        const all = { id: user.id, user_id: user.id, username: user.username };
        return only(fields.fields, all, ['id']);
      },
    },
    {
      ...{ name: 'createContainer', method: 'POST', path: '/:user/media', scope: PUBLISH, takes: FIELDS },
      run: (call) => createContainer(state, own(call)),
    },
    {
      ...{ name: 'publish', method: 'POST', path: '/:user/media_publish', scope: PUBLISH },
      takes: ['creation_id'],
      run: (call) => publish(state, own(call)),
    },
    {
      ...{ name: 'limit', method: 'GET', path: '/:user/content_publishing_limit', scope: PUBLISH },
      takes: ['fields'],
      run: (call) => publishingLimit(state, own(call)),
    },
    {
      ...{ name: 'list', method: 'GET', path: '/:user/media', scope: BASIC },
      takes: ['fields', 'limit', 'after'],
      run: (call) => list(state, own(call)),
    },
    {
      ...{ name: 'get', method: 'GET', path: '/:id', scope: BASIC, takes: ['fields'] },
      run: (call) => {
        const id = call.params.id ?? '';
        const container = state.containers.get(id);
        if (container) return getContainer(state, container, call);
        const post = state.posts.get(id);
        if (!post || !state.isListed(post)) throw gone(id);
        return get(state, post, call);
      },
    },
    {
      ...{ name: 'delete', method: 'DELETE', path: '/:id', scope: 'instagram_manage_contents', takes: [] },
      run: (call) => remove(state, call),
    },
  ];
}

/** Of somebody else there is nothing to be had. */
function own(call: Call): Call {
  if (call.params.user !== call.token.user) throw gone(call.params.user ?? '');
  return call;
}
