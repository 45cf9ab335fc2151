/**
 * A local LinkedIn: OAuth 2 with its consent, and the part of the REST API by which people and organisations post, on a
 * loopback port; written from what is known of the real one, and as strict. State is in memory.
 */
import { Orders } from '@bellwether/local-server/orders.ts';
import type { Stateful } from '@bellwether/local-server/stateful.ts';
import type { ServerType } from '@hono/node-server';
import type { Fault } from '../faults.ts';
import { LoopbackServer } from '../loopback-server.ts';
import { altsOf, feedOf, type LinkedInPost, pictureOf } from './feed.ts';
import { createHttpServer } from './http.ts';
import { readLittleText } from './little-text.ts';
import { picturesIn, videoIn } from './posts.ts';
import { type Post, State, type World } from './state.ts';

export type { Fault } from '../faults.ts';
export type { LinkedInPost } from './feed.ts';
export type { World } from './state.ts';

export class LocalLinkedIn extends LoopbackServer implements Stateful {
  readonly faults = new Orders<Fault>();
  readonly #state: State;
  protected readonly server: ServerType;

  constructor(world: World, onChange: () => void = () => {}) {
    super();
    this.#state = new State(world);
    const parts = { state: this.#state, faults: this.faults, origin: () => this.url, onChange };
    this.server = createHttpServer(parts);
  }

  /** Of the video that a post shows. */
  videoOf({ content }: Pick<Post, 'content'>): Uint8Array | undefined {
    return this.#state.uploads.get(videoIn(content) ?? '')?.bytes;
  }

  /** How many videos were begun, whatever became of them. */
  get videosBegun(): number {
    return this.#state.videos.size;
  }

  /** Oldest first, with the bytes of their pictures. */
  posts(): (Post & { pictures: { alt: string; bytes: number }[] })[] {
    return [...this.#state.posts.values()].map((post) => ({ ...post, pictures: this.#pictures(post) }));
  }

  /** It reads otherwise from now on, as LinkedIn or somebody on the page had it. */
  setCommentary(post: string, commentary: string): void {
    const found = this.#state.posts.get(post);
    if (found) Object.assign(found, { commentary, text: readLittleText(commentary) });
  }

  /** As people see them there, newest first. */
  feed(): LinkedInPost[] {
    return feedOf(this.#state);
  }

  /** Of a post, by its place in it. */
  picture(post: string, index: number): { type: string; bytes: Uint8Array } | undefined {
    return pictureOf(this.#state, post, index);
  }

  /** An app leads people back there, from now on. */
  registerRedirect(app: string, redirect: string): void {
    const found = this.#state.world.apps.find(({ id }) => id === app);
    if (found && !found.redirects.includes(redirect)) found.redirects.push(redirect);
  }

  /** As if somebody had gone through the consent. Lives `lasts` ms. */
  issueToken(member: string, scopes: string[], lasts = 60 * 24 * 3_600_000): string {
    const token = this.#state.newSecret();
    const expiresAt = this.#state.now + lasts;
    this.#state.tokens.set(token, { member, app: '', scopes, expiresAt, isRevoked: false });
    return token;
  }

  /** How often a refresh token was taken. */
  get renewals(): number {
    return this.#state.renewals;
  }

  /** The member takes back what they allowed. */
  revoke(member: string): void {
    for (const tokens of [this.#state.tokens, this.#state.refreshTokens])
      for (const token of tokens.values()) if (token.member === member) token.isRevoked = true;
  }

  forget(): void {
    this.#state.forget();
  }

  snapshotState(): unknown {
    return this.#state.snapshot();
  }

  /** Of a playground that had none yet: nothing. */
  restoreState(value: unknown): void {
    if (value !== undefined) this.#state.restore(value);
  }

  #pictures({ content }: Post): { alt: string; bytes: number }[] {
    const alts = altsOf(content);
    return picturesIn(content).map((urn, index) => ({
      alt: alts[index] ?? '',
      bytes: this.#state.uploads.get(urn)?.bytes?.byteLength ?? 0,
    }));
  }
}
