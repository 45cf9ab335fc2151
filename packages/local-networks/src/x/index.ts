/**
 * A local X: OAuth 2 with its consent, and the part of the API (v2) by which an account posts, on a loopback port; written
 * from what is known of the real one, and as strict. State is in memory, and can be handed out and taken in again.
 */
import { Orders } from '@bellwether/local-server/orders.ts';
import type { Stateful } from '@bellwether/local-server/stateful.ts';
import type { ServerType } from '@hono/node-server';
import type { Fault } from '../faults.ts';
import { LoopbackServer } from '../loopback-server.ts';
import { createHttpServer } from './http.ts';
import { kindOf } from './media.ts';
import { seenPosts, type XPost } from './seen.ts';
import { type Post, State, type World } from './state.ts';

export type { Fault } from '../faults.ts';
export type { XPost } from './seen.ts';
export type { Post, RegisteredApp, User } from './state.ts';

export interface LocalXOptions extends World {
  /** Told before a request is answered that changed something. */
  onChange?(): void;
}

export class LocalX extends LoopbackServer implements Stateful {
  readonly faults = new Orders<Fault>();
  readonly #state: State;
  protected readonly server: ServerType;

  constructor({ onChange = () => {}, ...world }: LocalXOptions) {
    super();
    this.#state = new State(world);
    this.server = createHttpServer({ state: this.#state, faults: this.faults, onChange });
  }

  /** Oldest first, with what is shown of their pictures. */
  posts(author: string): (Post & { pictures: { id: string; alt: string; bytes: number }[] })[] {
    return [...this.#state.posts.values()]
      .filter((post) => post.author === author)
      .map((post) => ({
        ...post,
        pictures: post.media.map((id) => {
          const media = this.#state.media.get(id);
          return { id, alt: media?.alt ?? '', bytes: media?.bytes?.byteLength ?? 0 };
        }),
      }));
  }

  /** As people see them there, newest first. */
  seen(author: string): XPost[] {
    return seenPosts(this.#state.posts, this.#state.media, author);
  }

  picture(id: string): { type: string; bytes: Uint8Array } | undefined {
    const bytes = this.#state.media.get(id)?.bytes;
    const kind = bytes && kindOf(bytes);
    return bytes && { type: kind === 'mp4' ? 'video/mp4' : `image/${kind}`, bytes };
  }

  find(id: string): Post | undefined {
    return this.#state.posts.get(id);
  }

  /** Somebody writes a post of their own, perhaps as an answer or with another one in it. */
  say(user: string, text: string, about: Pick<Post, 'repliesTo' | 'quotes' | 'tags'> = {}): Post {
    const state = this.#state;
    const post: Post = {
      ...{ id: state.newId(), author: user, text, media: [], at: state.now, ...about },
      ...{ isMadeWithAi: false, isPaidPartnership: false },
      counts: { likes: 0, reposts: 0, replies: 0, quotes: 0 },
    };
    state.posts.set(post.id, post);
    const { repliesTo = '', quotes = '' } = about;
    const [parent, quoted] = [state.posts.get(repliesTo), state.posts.get(quotes)];
    if (parent) parent.counts.replies += 1;
    if (quoted) quoted.counts.quotes += 1;
    return post;
  }

  /** Somebody likes a post, or passes it on. */
  react(id: string, how: 'likes' | 'reposts'): void {
    const post = this.#state.posts.get(id);
    if (post) post.counts[how] += 1;
  }

  unsay(id: string): void {
    this.#state.posts.delete(id);
  }

  /** As if somebody had gone through the consent. Lives `lasts` ms. */
  issueToken(user: string, scopes: string[], lasts = 2 * 3_600_000): string {
    const token = this.#state.newSecret();
    const expiresAt = this.#state.now + lasts;
    this.#state.tokens.set(token, { user, app: '', scopes, expiresAt, isRevoked: false });
    return token;
  }

  /** How often a refresh token was taken. */
  get renewals(): number {
    return this.#state.renewals;
  }

  /** Thousandths of a US dollar that were charged. */
  get spent(): number {
    return this.#state.spent;
  }

  /** Thousandths of a US dollar that may be charged in all from now on. */
  setCredits(credits: number | undefined): void {
    if (credits === undefined) delete this.#state.world.credits;
    else this.#state.world.credits = this.#state.spent + credits;
  }

  lock(user: string): void {
    this.#state.locked.add(user);
  }

  unlock(user: string): void {
    this.#state.locked.delete(user);
  }

  /** The user takes back what they allowed. */
  revoke(user: string): void {
    for (const tokens of [this.#state.tokens, this.#state.refreshTokens])
      for (const token of tokens.values()) if (token.user === user) token.isRevoked = true;
  }

  forget(): void {
    this.#state.forget();
  }

  snapshotState(): unknown {
    return this.#state.snapshot();
  }

  restoreState(value: unknown): void {
    this.#state.restore(value);
  }
}
