/** A local Threads or Instagram: posts come of containers, and it fetches pictures itself. */
import type { Operation } from './http.ts';
import { LocalGraph, type LocalOptions } from './local-graph.ts';
import { mountOauth } from './oauth.ts';
import { type Options, type Post, type Remark, State } from './state.ts';

export type { Fault } from './http.ts';
export type { Post, Remark } from './state.ts';

export interface Kind {
  network: 'Threads' | 'Instagram';
  accent: string;
  /** `/v1.0` */
  version: string;
  /** Begins the names of the grant types. */
  prefix: 'th' | 'ig';
  operationsOf(state: State): Operation[];
}

export interface LocalContainersOptions extends Options, LocalOptions {}

export class LocalContainers extends LocalGraph<Options> {
  readonly #state: State;

  constructor({ network, accent, version, prefix, operationsOf }: Kind, given: LocalContainersOptions) {
    const { apps: _, onChange: __, ...options } = given;
    const state = new State(options);
    super(given, { options, state }, (tokens) => ({
      version,
      operations: operationsOf(state),
      more: (app) => mountOauth(app, { tokens, users: options.users, prefix, network, accent }),
    }));
    this.#state = state;
  }

  /** Oldest first. */
  posts(): Post[] {
    return [...this.#state.posts.values()];
  }

  /** Somebody else writes something there: under a post or a remark, or by themselves, naming the account. */
  say(
    username: string,
    text: string,
    { replyTo, names = [] }: { replyTo?: string; names?: string[] } = {},
  ): Remark {
    const state = this.#state;
    const id = state.newId();
    const said = { id, username, text, at: state.now, names, ...(replyTo !== undefined && { replyTo }) };
    state.remarks.set(id, said);
    return said;
  }

  /** Whoever owns the account posts something there by hand. */
  write(owner: string, text: string): Post {
    const state = this.#state;
    const post: Post = { id: state.newId(), owner, text, kind: 'IMAGE', pictures: [], at: state.now };
    state.posts.set(post.id, post);
    return post;
  }

  /** Whoever owns the account takes another name: what it wrote stands under that from now on. */
  rename(id: string, username: string): void {
    const { options, remarks } = this.#state;
    const user = options.users.find((one) => one.id === id);
    if (!user) throw new Error(`There is no user ${id}.`);
    for (const remark of remarks.values()) if (remark.username === user.username) remark.username = username;
    options.users = options.users.map((one) => (one === user ? { id, username } : one));
  }

  /** Of what others wrote. */
  hide(id: string): void {
    const remark = this.#state.remarks.get(id);
    if (!remark) throw new Error(`There is no remark ${id}.`);
    remark.isHidden = true;
  }

  /** They take it down again. */
  unsay(id: string): void {
    this.#state.remarks.delete(id);
  }

  remark(id: string): Remark | undefined {
    return this.#state.remarks.get(id);
  }

  /** Oldest first. */
  remarks(): Remark[] {
    return [...this.#state.remarks.values()];
  }

  /** Others do something with a post, as the network counts it: `likes`. */
  react(id: string, what: string, times = 1): void {
    const post = this.#state.posts.get(id);
    if (!post) throw new Error(`There is no post ${id}.`);
    post.counted = { ...post.counted, [what]: (post.counted?.[what] ?? 0) + times };
  }

  /** How many containers were made. */
  get containers(): number {
    return this.#state.containers.size;
  }

  /** Whatever is being worked on is ready, from now on. */
  finish(): Promise<void> {
    return this.#state.finish();
  }

  /** Once it has fetched all that it was told of. */
  fetched(): Promise<void> {
    return this.#state.fetched();
  }

  forget(): void {
    this.#state.posts.clear();
    this.#state.remarks.clear();
    this.#state.containers.clear();
  }
}
