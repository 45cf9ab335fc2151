/**
 * A local TikTok: its login, the Content Posting API v2 with videos in chunks and photos that it fetches, and the part of the
 * Display API by which posts are read, on a loopback port; written from the API's description, and as strict. Of what it
 * holds the posts can be handed out and taken in again.
 */
import { Orders } from '@bellwether/local-server/orders.ts';
import type { Stateful } from '@bellwether/local-server/stateful.ts';
import { LoopbackServer } from '../loopback-server.ts';
import { createHttpServer, type Fault } from './http.ts';
import { type Publish, State, type Token, type User, type World } from './state.ts';

export type { Fault } from './http.ts';
export type { Publish, User, World } from './state.ts';

export interface LocalTikTokOptions extends World {
  /** Told before a request is answered that changed something. */
  onChange?(): void;
}

export class LocalTikTok extends LoopbackServer implements Stateful {
  readonly faults = new Orders<Fault>();
  protected readonly server: ReturnType<typeof createHttpServer>;
  readonly #state: State;

  constructor({ onChange = () => {}, ...world }: LocalTikTokOptions) {
    super();
    this.#state = new State(world);
    this.server = createHttpServer({ state: this.#state, faults: this.faults, onChange });
  }

  /** What is out, oldest first. */
  posts(): Publish[] {
    return this.publishes().filter((publish) => this.#state.isOut(publish));
  }

  /** All that was begun, oldest first. */
  publishes(): Publish[] {
    return [...this.#state.publishes.values()];
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

  /** As if somebody had given access to the app. Lives for two hours, unless told (ms). */
  issueToken(given: Pick<Token, 'user' | 'app' | 'scopes'>, lasts = 2 * 3_600_000): string {
    const token = this.#state.newSecret('act.');
    const expiresAt = this.#state.now + lasts;
    this.#state.tokens.set(token, { ...given, expiresAt, isRevoked: false });
    return token;
  }

  /** As if the hour of each address for chunks were over. */
  endUploads(): void {
    for (const publish of this.#state.publishes.values()) publish.uploadUntil = this.#state.now;
  }

  /** It loses what came of videos that are not whole yet, and takes it anew. */
  forgetChunks(): void {
    this.#state.forgetChunks();
  }

  /** Ms that it works on what it has all of, from now on; also on what it has already. */
  workFor(takes: number): void {
    this.#state.world.processingTakes = takes;
  }

  /** Somebody changes their account. */
  change(id: string, how: Partial<Omit<User, 'id'>>): void {
    const user = this.#state.world.users.find((one) => one.id === id);
    if (!user) throw new Error(`There is no user ${id}.`);
    Object.assign(user, how);
  }

  /** It makes nothing of it, or takes it away again. `id`: its `publish_id`. */
  judge(id: string, failReason: string): void {
    Object.assign(this.#own(id), { failReason });
  }

  /** It is not shown to everybody any more. */
  takeDown(id: string): void {
    this.#own(id).isTakenDown = true;
  }

  /** Whoever owns it writes something else there. */
  rewrite(id: string, how: (text: string) => string): void {
    const publish = this.#own(id);
    const key = publish.kind === 'video' ? 'title' : 'description';
    publish[key] = how(publish[key]);
  }

  /** Somebody watches it, likes it, shares it, and says something of it. */
  engage(id: string, { views = 0, likes = 0, comments = 0, shares = 0 }): void {
    const publish = this.#own(id);
    publish.views += views;
    publish.likes += likes;
    publish.comments += comments;
    publish.shares += shares;
  }

  snapshotState(): unknown {
    return this.#state.snapshot();
  }

  restoreState(value: unknown): void {
    if (value !== undefined) this.#state.restore(value);
  }

  #own(id: string): Publish {
    const publish = this.#state.publishes.get(id);
    if (!publish) throw new Error(`There is nothing of the id ${id}.`);
    return publish;
  }
}
