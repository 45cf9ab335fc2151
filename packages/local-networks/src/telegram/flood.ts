/**
 * How often a bot may send: about once a second to a chat, with short bursts, and twenty times a minute to a group (Bots
 * FAQ). How long a burst may be Telegram does not tell.
 */
import type { Chat } from './chat.ts';
import { tooMany } from './error.ts';

const SECOND = 1000;
const BURST = 10;
const IN_GROUPS = { most: 20, per: 60 * SECOND };

interface Sent {
  /** Messages that were sent faster than one a second, as of `at`. */
  ahead: number;
  at: number;
  /** Instants (epoch ms) of the last minute. */
  lately: number[];
}

export class Flood {
  readonly #chats = new Map<number, Sent>();

  /** `messages`: an album's pictures count one by one. Throws as Telegram refuses. */
  take({ id, type }: Chat, messages: number, now: number): void {
    const before = this.#chats.get(id) ?? { ahead: 0, at: now, lately: [] };
    const ahead = Math.max(0, before.ahead - (now - before.at) / SECOND);
    const lately = before.lately.filter((at) => at > now - IN_GROUPS.per);
    if (ahead > BURST - 1) throw tooMany(Math.ceil(ahead - (BURST - 1)));
    const [oldest = now] = lately;
    if (type !== 'channel' && lately.length >= IN_GROUPS.most)
      throw tooMany(Math.max(1, Math.ceil((oldest + IN_GROUPS.per - now) / SECOND)));
    const sent = [...lately, ...Array.from({ length: messages }, () => now)];
    this.#chats.set(id, { ahead: ahead + messages, at: now, lately: sent });
  }
}
