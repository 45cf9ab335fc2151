/**
 * A local Reddit: OAuth 2 and the part of the API by which people post to communities, on a loopback port; written from
 * recordings of the real one, and as strict. State is in memory.
 */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Orders } from '@bellwether/local-server/orders.ts';
import type { Fault } from '../faults.ts';
import { createHttpServer } from './http.ts';
import { type Post, State, type World } from './state.ts';

export type { Fault } from '../faults.ts';
export type { Post, World } from './state.ts';

export class LocalReddit {
  readonly faults = new Orders<Fault>();
  readonly #state: State;
  readonly #server: ReturnType<typeof createHttpServer>;
  #origin = '';

  constructor(world: World) {
    this.#state = new State(world);
    this.#server = createHttpServer(this.#state, this.faults);
  }

  /** Throws before `start`. */
  get url(): string {
    if (!this.#origin) throw new Error('The local Reddit has not been started.');
    return this.#origin;
  }

  /** Those that people still see, oldest first. */
  posts(): Post[] {
    return [...this.#state.posts.values()].filter(({ isDeleted }) => !isDeleted);
  }

  /** As if somebody had gone through the consent. Lives for a day, unless told (ms). */
  issueToken(person: string, scopes: string[], lasts = 24 * 3_600_000): string {
    const token = this.#state.newSecret();
    this.#state.tokens.set(token, { person, scopes, expiresAt: this.#state.now + lasts });
    return token;
  }

  /** What others make of a post: votes, comments, or that moderators take it down. */
  change(name: string, change: Partial<Pick<Post, 'score' | 'comments' | 'removedBy'>>): void {
    const post = this.#state.posts.get(name.replace(/^t3_/, ''));
    if (!post) throw new Error(`There is no post ${name}.`);
    Object.assign(post, change);
  }

  forget(): void {
    this.#state.posts.clear();
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
