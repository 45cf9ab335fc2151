/** What one local Telegram holds: chats and their messages. */

import { entry, refill } from '@bellwether/local-server/stateful.ts';
import { z } from 'zod';
import type { Chat } from './chat.ts';
import { badRequest } from './error.ts';
import type { Bot, Message } from './message.ts';

export interface ChatRoom {
  chat: Chat;
  /** By id, in the order in which they were sent. */
  messages: Map<number, Message>;
  /** The last id that was given; ids of deleted messages do not come again. */
  lastId: number;
}

const shape = z.object({ rooms: z.map(z.number(), entry<ChatRoom>()), albums: z.number().int() });

export class State {
  readonly bot: Bot;
  readonly rooms = new Map<number, ChatRoom>();
  #albums = 0;

  constructor(bot: Bot, chats: Chat[]) {
    this.bot = bot;
    for (const chat of chats) this.rooms.set(chat.id, { chat, messages: new Map(), lastId: 0 });
  }

  /** Throws as Telegram refuses. */
  roomOf(id: number | string): ChatRoom {
    const room =
      typeof id === 'number'
        ? this.rooms.get(id)
        : [...this.rooms.values()].find(({ chat }) => `@${chat.username}`.toLowerCase() === id.toLowerCase());
    if (!room) throw badRequest('chat not found');
    const { migratedTo } = room.chat;
    if (migratedTo !== undefined)
      throw badRequest('group chat was upgraded to a supergroup chat', { migrate_to_chat_id: migratedTo });
    return room;
  }

  add(room: ChatRoom, message: Omit<Message, 'id'>): Message {
    room.lastId += 1;
    const added = { ...message, id: room.lastId };
    room.messages.set(added.id, added);
    return added;
  }

  newAlbum(): string {
    this.#albums += 1;
    return `1${String(this.#albums).padStart(16, '0')}`;
  }

  snapshot(): unknown {
    return { rooms: this.rooms, albums: this.#albums };
  }

  restore(value: unknown): void {
    const { rooms, albums } = shape.parse(value);
    refill(this.rooms, rooms);
    this.#albums = albums;
  }
}
