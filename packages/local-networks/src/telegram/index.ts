/**
 * A local Telegram: the part of the Bot API by which a bot posts to chats, on a loopback port, written from its
 * description (Bot API 10.1) and stricter than it: what Telegram would pass over is refused. Formats come as entities;
 * `parse_mode` is not known here. State is in memory, and can be handed out and taken in again.
 */
import { Orders } from '@bellwether/local-server/orders.ts';
import type { Stateful } from '@bellwether/local-server/stateful.ts';
import type { ServerType } from '@hono/node-server';
import { LoopbackServer } from '../loopback-server.ts';
import type { Chat } from './chat.ts';
import type { Fault } from './fault.ts';
import { Flood } from './flood.ts';
import { createHttpServer } from './http.ts';
import type { Bot, Message } from './message.ts';
import { postsOf, type TelegramPost } from './post.ts';
import { State } from './state.ts';

export type { Chat } from './chat.ts';
export type { Fault } from './fault.ts';
export type { Message } from './message.ts';
export type { TelegramPost } from './post.ts';

export interface LocalTelegramOptions {
  clock: { now(): number };
  bot: Bot;
  chats: Chat[];
  /** Whether it holds the bot to its pace; `true` unless told. */
  flood?: boolean;
  /** Told before a request is answered that changed something. */
  onChange?(): void;
}

export class LocalTelegram extends LoopbackServer implements Stateful {
  readonly faults = new Orders<Fault>();
  readonly #state: State;
  readonly #clock: { now(): number };
  protected readonly server: ServerType;

  constructor({ clock, bot, chats, flood = true, onChange = () => {} }: LocalTelegramOptions) {
    super();
    const state = new State(bot, chats);
    const limits = flood ? new Flood() : undefined;
    this.#state = state;
    this.#clock = clock;
    this.server = createHttpServer({
      faults: this.faults,
      token: bot.token,
      callOf: (given) => ({ ...given, state, flood: limits, now: clock.now() }),
      onChange,
    });
  }

  /** What stands before `/bot<token>/`. Throws before `start`. */
  get apiUrl(): string {
    return this.url;
  }

  /** Oldest first. Throws when there is no such chat, or it has moved. */
  messages(chat: number): Message[] {
    return [...this.#state.roomOf(chat).messages.values()];
  }

  /** As people see them there, newest first. */
  posts(chat: number): TelegramPost[] {
    return postsOf(this.messages(chat));
  }

  picture(chat: number, message: number): { type: string; bytes: Uint8Array } | undefined {
    return this.#state.roomOf(chat).messages.get(message)?.photo;
  }

  /** Somebody else writes there. */
  say(chat: number, text: string): Message {
    const what = { text, entities: [], hasPreview: false, isSilent: false, isProtected: false };
    return this.#state.add(this.#state.roomOf(chat), { ...what, at: this.#clock.now(), isOwn: false });
  }

  /** Somebody deletes a message. */
  unsay(chat: number, message: number): void {
    this.#state.roomOf(chat).messages.delete(message);
  }

  /** What the bot may do there from now on. */
  setMembership(chat: number, membership: Chat['membership']): void {
    this.#state.roomOf(chat).chat.membership = membership;
  }

  /** A group becomes a supergroup: it has another id from now on, and its messages other ones. */
  migrate(chat: number, to: number): void {
    const room = this.#state.roomOf(chat);
    const supergroup: Chat = { ...room.chat, id: to, type: 'supergroup' };
    this.#state.rooms.set(to, { chat: supergroup, messages: new Map(), lastId: 0 });
    room.chat.migratedTo = to;
  }

  snapshotState(): unknown {
    return this.#state.snapshot();
  }

  restoreState(value: unknown): void {
    this.#state.restore(value);
  }
}
