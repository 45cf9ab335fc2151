/**
 * A local Pinterest: OAuth 2 with its consent, and the part of the API v5 by which people put Pins on their boards, on a
 * loopback port; written from the API's description (5.23), and as strict. Of what it holds the Pins can be handed out and
 * taken in again.
 */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Orders } from '@bellwether/local-server/orders.ts';
import type { Stateful } from '@bellwether/local-server/stateful.ts';
import type { Fault } from '../faults.ts';
import { createHttpServer } from './http.ts';
import { type Picture, type Pin, State, type Token, type World } from './state.ts';

export type { Fault } from '../faults.ts';
export type { Pin, World } from './state.ts';

export interface LocalPinterestOptions extends World {
  /** Told before a request is answered that changed something. */
  onChange?(): void;
}

export class LocalPinterest implements Stateful {
  readonly faults = new Orders<Fault>();
  readonly #state: State;
  readonly #server: ReturnType<typeof createHttpServer>;
  #origin = '';

  constructor({ onChange = () => {}, ...world }: LocalPinterestOptions) {
    this.#state = new State(world);
    this.#server = createHttpServer({ state: this.#state, faults: this.faults, onChange });
  }

  /** What stands before `/v5`. Throws before `start`. */
  get url(): string {
    if (!this.#origin) throw new Error('The local Pinterest has not been started.');
    return this.#origin;
  }

  /** Oldest first. */
  pins(): Pin[] {
    return [...this.#state.pins.values()];
  }

  picture(pin: string, index: number): Picture | undefined {
    return this.#state.pins.get(pin)?.pictures[index];
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
    this.#state.restore(value);
  }
}
