/**
 * A local Threads: OAuth with its consent, and the part of the API by which an account posts, on a loopback port; written
 * from Meta's description of the calls and from what is known of its refusals, and as strict. It fetches pictures itself.
 * State is in memory.
 */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Orders } from '@bellwether/local-server/orders.ts';
import { badToken } from '../meta/error.ts';
import { createGraphServer, type Fault, type Operation, only } from '../meta/http.ts';
import { mountOauth } from '../meta/oauth.ts';
import { type Options, type Post, State } from '../meta/state.ts';
import { type RegisteredApp, Tokens } from '../meta/tokens.ts';
import { createContainer, FIELDS, getContainer, missing } from './containers.ts';
import { get, list, publish, publishingLimit, remove } from './posts.ts';

export type { Fault } from '../meta/http.ts';
export type { Post as ThreadsPost } from '../meta/state.ts';

export interface LocalThreadsOptions extends Options {
  apps: RegisteredApp[];
  /** Told when something was changed by a request. */
  onChange?(): void;
}

export class LocalThreads {
  readonly faults = new Orders<Fault>();
  readonly tokens: Tokens;
  readonly #state: State;
  readonly #server: ReturnType<typeof createGraphServer>;
  #origin = '';

  constructor({ apps, onChange, ...options }: LocalThreadsOptions) {
    this.tokens = new Tokens(options.clock, apps);
    this.#state = new State(options);
    this.#server = createGraphServer({
      ...{ faults: this.faults, tokens: this.tokens, version: '/v1.0' },
      operations: operationsOf(this.#state),
      more: (app) => mountOauth(app, { tokens: this.tokens, users: options.users, prefix: 'th' }),
      ...(onChange && { onChange }),
    });
  }

  /** Throws before `start`. */
  get url(): string {
    if (!this.#origin) throw new Error('The local Threads has not been started.');
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

  /** As if the next container's life went on like that. */
  set options(changed: Partial<Options>) {
    Object.assign(this.#state.options, changed);
  }

  /** Whatever is being worked on is ready, from now on. */
  finish(): Promise<void> {
    return this.#state.finish();
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

const BASIC = 'threads_basic';
const PUBLISH = 'threads_content_publish';
const LISTED = ['fields', 'since', 'until', 'limit', 'before', 'after'];

function operationsOf(state: State): Operation[] {
  return [
    {
      ...{ name: 'me', method: 'GET', path: '/me', scope: BASIC, takes: ['fields'] },
      run: ({ token, fields }) => {
        const user = state.options.users.find(({ id }) => id === token.user);
        if (!user) throw badToken();
        return only(fields.fields, { ...user, name: user.username }, ['id']);
      },
    },
    {
      ...{ name: 'createContainer', method: 'POST', path: '/me/threads', scope: PUBLISH, takes: FIELDS },
      run: (call) => createContainer(state, call),
    },
    {
      ...{ name: 'publish', method: 'POST', path: '/me/threads_publish', scope: PUBLISH },
      takes: ['creation_id'],
      run: (call) => publish(state, call),
    },
    {
      ...{ name: 'limit', method: 'GET', path: '/me/threads_publishing_limit', scope: BASIC },
      takes: ['fields'],
      run: (call) => publishingLimit(state, call),
    },
    {
      ...{ name: 'list', method: 'GET', path: '/me/threads', scope: BASIC, takes: LISTED },
      run: (call) => list(state, call, false),
    },
    {
      ...{ name: 'listReplies', method: 'GET', path: '/me/replies', scope: 'threads_read_replies' },
      takes: LISTED,
      run: (call) => list(state, call, true),
    },
    {
      ...{ name: 'get', method: 'GET', path: '/:id', scope: BASIC, takes: ['fields'] },
      run: (call) => {
        const id = call.params.id ?? '';
        const container = state.containers.get(id);
        if (container) return getContainer(state, container, call);
        const post = state.posts.get(id);
        if (!post || !state.isListed(post)) throw missing(id);
        return get(state, post, call);
      },
    },
    {
      ...{ name: 'delete', method: 'DELETE', path: '/:id', scope: 'threads_delete', takes: [] },
      run: (call) => remove(state, call),
    },
  ];
}
