/**
 * A local Facebook: OAuth with its consent, and the part of the Graph API by which a page posts, on a loopback port; written
 * from Meta's description and from what is known of its refusals, and as strict. State is in memory.
 */
import { LocalGraph, type LocalOptions } from '../meta/local-graph.ts';
import { mountLogin } from './login.ts';
import { operationsOf } from './operations.ts';
import {
  type Comment,
  type FacebookPost,
  type Options,
  type PageVideo,
  State,
  type Tagging,
} from './state.ts';

export type { Fault } from '../meta/http.ts';
export type { Comment, FacebookPost, PageVideo } from './state.ts';

export const VERSION = '/v27.0';

export interface LocalFacebookOptions extends Options, LocalOptions {}

export class LocalFacebook extends LocalGraph<Options> {
  readonly #state: State;

  constructor(given: LocalFacebookOptions) {
    const { apps: _, onChange: __, ...options } = given;
    const state = new State(options);
    super(given, { options, state }, (tokens) => ({
      version: VERSION,
      operations: operationsOf(state, tokens),
      more: (app) => mountLogin(app, VERSION, tokens, state),
    }));
    this.#state = state;
  }

  /** Of all pages, oldest first. */
  posts(): FacebookPost[] {
    return [...this.#state.posts.values()];
  }

  /** As if the page had posted it. */
  write(page: string, text: string): FacebookPost {
    const state = this.#state;
    const id = `${page}_${state.newId()}`;
    const post = { id, page, text, photos: [], at: state.now, isEdited: false };
    state.posts.set(id, post);
    return post;
  }

  comment(id: string): Comment | undefined {
    return this.#state.comments.get(id);
  }

  /** Oldest first. */
  comments(): Comment[] {
    return [...this.#state.comments.values()];
  }

  /** Somebody writes under a post, or answers a comment there. */
  say(
    by: { id: string; name: string } | undefined,
    text: string,
    on: { post: string; parent?: string },
  ): Comment {
    const state = this.#state;
    const id = `${on.post.split('_')[1]}_${state.newId()}`;
    const comment = { id, ...on, text, at: state.now, ...(by && { by }) };
    state.comments.set(id, comment);
    return comment;
  }

  /** Somebody writes elsewhere, and tags pages. */
  tag(by: { id: string; name: string }, text: string, pages: string[]): Tagging {
    const state = this.#state;
    const tagging = { id: `${by.id}_${state.newId()}`, by, text, pages, at: state.now };
    state.taggings.set(tagging.id, tagging);
    return tagging;
  }

  /** They take it down again. */
  unsay(id: string): void {
    this.#state.comments.delete(id);
  }

  /** Others do something with a post: `reactions`, `shares`, or an insight by its name. */
  react(id: string, what: string, times = 1): void {
    const post = this.#state.posts.get(id);
    if (!post) throw new Error(`There is no post ${id}.`);
    post.counted = { ...post.counted, [what]: (post.counted?.[what] ?? 0) + times };
  }

  /** Of all pages, oldest first, shown or not. */
  videos(): PageVideo[] {
    return [...this.#state.videos.values()];
  }

  /** How many photos were given, shown or not. */
  get photos(): number {
    return this.#state.photos.size;
  }

  forget(): void {
    this.#state.posts.clear();
    this.#state.comments.clear();
    this.#state.videos.clear();
    this.#state.photos.clear();
    this.#state.taggings.clear();
  }
}
