/**
 * A local YouTube: Google's OAuth 2 with its consent, resumable uploads, and the part of the Data API v3 by which people put
 * videos on their channel, on a loopback port; written from the API's description, and as strict. Of what it holds the
 * videos can be handed out and taken in again.
 */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Orders } from '@bellwether/local-server/orders.ts';
import type { Stateful } from '@bellwether/local-server/stateful.ts';
import type { Fault } from './fault.ts';
import { createHttpServer } from './http.ts';
import { type Comment, type Privacy, State, type Token, type Video, type World } from './state.ts';

export type { Fault } from './fault.ts';
export type { Video, World } from './state.ts';

export interface LocalYouTubeOptions extends World {
  /** Told before a request is answered that changed something. */
  onChange?(): void;
}

export class LocalYouTube implements Stateful {
  readonly faults = new Orders<Fault>();
  readonly #state: State;
  readonly #server: ReturnType<typeof createHttpServer>;
  #origin = '';

  constructor({ onChange = () => {}, ...world }: LocalYouTubeOptions) {
    this.#state = new State(world);
    this.#server = createHttpServer({ state: this.#state, faults: this.faults, onChange });
  }

  /** The API's address, and that of consent and tokens. Throws before `start`. */
  get url(): string {
    if (!this.#origin) throw new Error('The local YouTube has not been started.');
    return this.#origin;
  }

  /** Oldest first. */
  videos(): Video[] {
    return [...this.#state.videos.values()];
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

  /** As if somebody had given access to the app. Lives for an hour, unless told (ms). */
  issueToken(given: Pick<Token, 'user' | 'app' | 'scopes'>, lasts = 3_600_000): string {
    const token = this.#state.newSecret('ya29.');
    const expiresAt = this.#state.now + lasts;
    this.#state.tokens.set(token, { ...given, expiresAt, isRevoked: false });
    return token;
  }

  /** Of today: inserts, and units of all else. */
  get spent(): { inserts: number; units: number } {
    return this.#state.spent;
  }

  /** How often a video got one of its own. */
  get thumbnailsSet(): number {
    return this.#state.thumbnailsSet;
  }

  /** Sessions of uploads that were begun. */
  get sessions(): { received: number; size: number }[] {
    return [...this.#state.sessions.values()].map(({ received, size }) => ({ received, size }));
  }

  /** As if their week were over. */
  endSessions(): void {
    for (const session of this.#state.sessions.values()) session.expiresAt = this.#state.now;
  }

  /** Its owner has verified no phone, from now on. */
  unverify(channel: string): void {
    for (const user of this.#state.world.users)
      if (user.channel?.id === channel) user.channel.isUnverified = true;
  }

  /** Somebody puts a video up by hand, private unless told. Answers its id. */
  putUp(
    channel: string,
    snippet: Pick<Video['snippet'], 'title' | 'description'>,
    privacyStatus: Privacy = 'private',
  ): string {
    const id = this.#state.newVideoId();
    this.#state.videos.set(id, {
      ...{ id, channel, snippet: { ...snippet, tags: [], categoryId: '22' }, isLocked: false },
      status: {
        ...{ privacyStatus, selfDeclaredMadeForKids: false },
        ...{ embeddable: true, license: 'youtube', publicStatsViewable: true },
      },
      ...{ uploadedAt: this.#state.now, size: 1, hash: '', views: 0, likes: 0, comments: 0 },
    });
    return id;
  }

  /** YouTube makes nothing of it, or takes it away. */
  judge(id: string, verdict: Video['verdict']): void {
    Object.assign(this.#own(id), { verdict });
  }

  /** Somebody watches a video, likes it, and says something of it. */
  engage(id: string, { views = 0, likes = 0, comments = 0 }): void {
    const video = this.#own(id);
    video.views += views;
    video.likes += likes;
    video.comments += comments;
  }

  /** Somebody writes under a video, or answers what stands there. Answers its id. */
  comment(video: string, text: string, given: Partial<Omit<Comment, 'id' | 'video' | 'text'>> = {}): string {
    this.#own(video).comments += 1;
    const id = this.#state.newCommentId(given.parent);
    const author = { id: 'UCkimkimkimkimkimkimkim0', name: '@kim' };
    this.#state.comments.set(id, { author, at: this.#state.now, ...given, id, video, text });
    return id;
  }

  /** Oldest first. */
  comments(): Comment[] {
    return [...this.#state.comments.values()];
  }

  /** Nobody may comment on it from now on. */
  closeComments(video: string): void {
    this.#own(video).takesNoComments = true;
  }

  /** They take it back. */
  uncomment(id: string): void {
    this.#state.comments.delete(id);
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

  snapshotState(): unknown {
    return this.#state.snapshot();
  }

  restoreState(value: unknown): void {
    if (value !== undefined) this.#state.restore(value);
  }

  #own(id: string): Video {
    const video = this.#state.videos.get(id);
    if (!video) throw new Error(`There is no video ${id}.`);
    return video;
  }
}
