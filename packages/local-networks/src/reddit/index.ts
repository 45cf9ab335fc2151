/**
 * A local Reddit: OAuth 2 and the part of the API by which people post to communities, on a loopback port; written from
 * recordings of the real one, and as strict. What it holds can be handed out and taken
 * in again.
 */
import { Orders } from '@bellwether/local-server/orders.ts';
import type { Stateful } from '@bellwether/local-server/stateful.ts';
import type { ServerType } from '@hono/node-server';
import type { Fault } from '../faults.ts';
import { LoopbackServer } from '../loopback-server.ts';
import { createHttpServer } from './http.ts';
import { seenIn } from './posts.ts';
import { type Post, State, type World } from './state.ts';

export type { Fault } from '../faults.ts';
export type { Post, World } from './state.ts';

export class LocalReddit extends LoopbackServer implements Stateful {
  readonly faults = new Orders<Fault>();
  readonly #state: State;
  protected readonly server: ServerType;

  /** `onChange`: told before a request is answered that changed something. */
  constructor(world: World, onChange: () => void = () => {}) {
    super();
    this.#state = new State(world);
    this.server = createHttpServer({ state: this.#state, faults: this.faults, onChange });
  }

  /** Those that people still see, oldest first. */
  posts(): Post[] {
    return seenIn(this.#state);
  }

  /** How often somebody was given a form for a picture or a video. */
  get leases(): number {
    return this.#state.assets.size;
  }

  /** How often a post was taken, also one that is not seen yet, or never will be. */
  get taken(): number {
    return this.#state.taken;
  }

  /** An app leads people back there, from now on. */
  registerRedirect(redirect: string): void {
    for (const { redirects } of this.#state.world.apps)
      if (!redirects.includes(redirect)) redirects.push(redirect);
  }

  /** Everybody takes back what they allowed the apps. */
  revokeAll(): void {
    this.#state.revokeAll();
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

  snapshotState(): unknown {
    return this.#state.snapshot();
  }

  /** Of a playground that had none yet: nothing. */
  restoreState(value: unknown): void {
    if (value !== undefined) this.#state.restore(value);
  }

  forget(): void {
    this.#state.posts.clear();
  }
}
