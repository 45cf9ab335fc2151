/**
 * A local Pinterest: OAuth 2 with its consent, and the part of the API v5 by which people put Pins on their boards, on a
 * loopback port; written from the API's description (5.23), and as strict. What it holds can be handed out and taken in
 * again.
 */
import { Orders } from '@bellwether/local-server/orders.ts';
import type { Stateful } from '@bellwether/local-server/stateful.ts';
import type { ServerType } from '@hono/node-server';
import type { Fault } from '../faults.ts';
import { LoopbackServer } from '../loopback-server.ts';
import { createHttpServer } from './http.ts';
import { type Picture, type Pin, State, type Token, type World } from './state.ts';

export type { Fault } from '../faults.ts';
export type { Pin, World } from './state.ts';

export interface LocalPinterestOptions extends World {
  /** Told before a request is answered that changed something. */
  onChange?(): void;
}

export class LocalPinterest extends LoopbackServer implements Stateful {
  readonly faults = new Orders<Fault>();
  readonly #state: State;
  protected readonly server: ServerType;

  constructor({ onChange = () => {}, ...world }: LocalPinterestOptions) {
    super();
    this.#state = new State(world);
    this.server = createHttpServer({ state: this.#state, faults: this.faults, onChange });
  }

  /** Oldest first. */
  pins(): Pin[] {
    return [...this.#state.pins.values()];
  }

  /** Of the video that a Pin shows. */
  videoOf({ video }: Pick<Pin, 'video'>): Uint8Array | undefined {
    return this.#state.media.get(video?.media ?? '')?.bytes;
  }

  /** How many videos were registered, whatever became of them. */
  get registered(): number {
    return this.#state.media.size;
  }

  picture(pin: string, index: number): Picture | undefined {
    return this.#state.pins.get(pin)?.pictures[index];
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

  /** As if somebody had given access to the app. Lives for 30 days, unless told (ms). */
  issueToken(given: Pick<Token, 'user' | 'app' | 'scopes'>, lasts = 30 * 24 * 3_600_000): string {
    const token = this.#state.newSecret('pina');
    const expiresAt = this.#state.now + lasts;
    this.#state.tokens.set(token, { ...given, expiresAt, isRevoked: false });
    return token;
  }

  /** How often a refresh token was taken. */
  get renewals(): number {
    return this.#state.renewals;
  }

  /** Somebody saves a Pin, says something of it, and reacts. */
  engage(id: string, { saves = 0, comments = 0, reactions = 0 }): void {
    const pin = this.#state.pins.get(id);
    if (!pin) throw new Error(`There is no Pin ${id}.`);
    Object.assign(pin, {
      saves: pin.saves + saves,
      comments: pin.comments + comments,
      reactions: pin.reactions + reactions,
    });
  }

  /** A board is deleted with its Pins, or called something else. */
  changeBoard(user: string, board: string, name?: string): void {
    const found = this.#state.world.users.find(({ id }) => id === user);
    if (!found) throw new Error(`There is nobody called ${user}.`);
    if (name === undefined) found.boards = found.boards.filter(({ id }) => id !== board);
    else found.boards = found.boards.map((one) => (one.id === board ? { ...one, name } : one));
    if (name === undefined)
      for (const pin of this.pins()) if (pin.board === board) this.#state.pins.delete(pin.id);
  }

  snapshotState(): unknown {
    return this.#state.snapshot();
  }

  /** Of a playground that had none yet: nothing. */
  restoreState(value: unknown): void {
    if (value !== undefined) this.#state.restore(value);
  }
}
