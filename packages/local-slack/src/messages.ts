/** Keeps messages and the private ones that only a single person sees. */
import { listsOf, refill, type Stateful } from '@bellwether/local-server/stateful.ts';
import { compareTimestamps } from './ids.ts';
import type { Json } from './json.ts';
import { SlackRefusal } from './refusal.ts';

export interface Reaction {
  name: string;
  users: string[];
}

export interface StoredMessage {
  ts: string;
  channel: string;
  userId: string;
  text: string;
  blocks: Json[];
  attachments: Json[];
  fileIds: string[];
  reactions: Reaction[];
  subtype?: string | undefined;
  threadTs?: string | undefined;
  metadata?: Json | undefined;
  edited?: { user: string; ts: string } | undefined;
  clientMessageId?: string | undefined;
  /** Posted by the app, and under which name and icon when not its own. */
  byApp: boolean;
  username?: string | undefined;
  /** Set on a message that only this person sees. */
  onlyFor?: string | undefined;
  broadcast?: boolean | undefined;
  isPinned?: boolean | undefined;
}

export class MessageStore implements Stateful {
  readonly #messages = new Map<string, StoredMessage[]>();

  add(message: StoredMessage): void {
    this.#in(message.channel).push(message);
  }

  find(channel: string, ts: string): StoredMessage {
    const message = this.#in(channel).find((candidate) => candidate.ts === ts);
    if (!message) throw new SlackRefusal('message_not_found');
    return message;
  }

  remove(message: StoredMessage): void {
    const messages = this.#in(message.channel);
    messages.splice(messages.indexOf(message), 1);
  }

  /** Oldest first, without the private ones. */
  history(channel: string): StoredMessage[] {
    return this.#in(channel).filter((message) => !message.onlyFor);
  }

  /** What one person sees, oldest first. */
  visibleTo(userId: string, channel: string): StoredMessage[] {
    return this.#in(channel).filter(({ onlyFor }) => !onlyFor || onlyFor === userId);
  }

  replies(channel: string, threadTs: string): StoredMessage[] {
    return this.history(channel)
      .filter((message) => message.threadTs === threadTs && message.ts !== threadTs)
      .sort((left, right) => compareTimestamps(left.ts, right.ts));
  }

  snapshotState(): unknown {
    return this.#messages;
  }

  restoreState(value: unknown): void {
    refill(this.#messages, listsOf<StoredMessage>().parse(value));
  }

  #in(channel: string): StoredMessage[] {
    const found = this.#messages.get(channel) ?? [];
    this.#messages.set(channel, found);
    return found;
  }
}
