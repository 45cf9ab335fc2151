/** A local Threads or Instagram: posts come of containers, and it fetches pictures itself. */
import type { Operation } from './http.ts';
import { LocalGraph, type LocalOptions } from './local-graph.ts';
import { mountOauth } from './oauth.ts';
import { type Options, type Post, State } from './state.ts';

export type { Fault } from './http.ts';
export type { Post } from './state.ts';

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

  /** How many containers were made. */
  get containers(): number {
    return this.#state.containers.size;
  }

  /** Whatever is being worked on is ready, from now on. */
  finish(): Promise<void> {
    return this.#state.finish();
  }

  forget(): void {
    this.#state.posts.clear();
    this.#state.containers.clear();
  }
}
