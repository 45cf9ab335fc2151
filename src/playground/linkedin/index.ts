/**
 * A local LinkedIn: OAuth 2 with its consent, and the part of the REST API by which people and organisations post, on a
 * loopback port; written from what is known of the real one, and as strict. State is in memory.
 */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Orders } from '../orders.ts';
import type { Fault } from './fault.ts';
import { createHttpServer } from './http.ts';
import { picturesIn } from './posts.ts';
import { type Post, State, type World } from './state.ts';

export type { Fault } from './fault.ts';

export class LocalLinkedIn {
  readonly faults = new Orders<Fault>();
  readonly #state: State;
  readonly #server: ReturnType<typeof createHttpServer>;
  #origin = '';

  constructor(world: World) {
    this.#state = new State(world);
    const parts = { state: this.#state, faults: this.faults, origin: () => this.#origin };
    this.#server = createHttpServer(parts);
  }

  /** Throws before `start`. */
  get url(): string {
    if (!this.#origin) throw new Error('The local LinkedIn has not been started.');
    return this.#origin;
  }

  /** Oldest first, with the bytes of their pictures. */
  posts(): (Post & { pictures: { alt: string; bytes: number }[] })[] {
    return [...this.#state.posts.values()].map((post) => ({ ...post, pictures: this.#pictures(post) }));
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

  #pictures({ content }: Post): { alt: string; bytes: number }[] {
    const { media, multiImage } = (content ?? {}) as {
      media?: { altText?: string };
      multiImage?: { images: { altText?: string }[] };
    };
    const alts = multiImage ? multiImage.images.map(({ altText = '' }) => altText) : [media?.altText ?? ''];
    return picturesIn(content).map((urn, index) => ({
      alt: alts[index] ?? '',
      bytes: this.#state.uploads.get(urn)?.bytes?.byteLength ?? 0,
    }));
  }
}
