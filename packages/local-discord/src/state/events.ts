/** What the gateway is given to send: a dispatch, and what decides who receives it. */

export interface Dispatch {
  type: string;
  data: Record<string, unknown>;
  /** Absent: sent whatever the intents. */
  intent?: number;
  /** Events of a channel reach the bot only while it may see the channel. */
  channelId?: string;
  /** Shown instead of `data` to sessions without the message content intent. */
  withoutContent?: Record<string, unknown>;
}

export class Events {
  readonly #listeners = new Set<(dispatch: Dispatch) => void>();

  subscribe(listener: (dispatch: Dispatch) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  publish(dispatch: Dispatch): void {
    for (const listener of this.#listeners) listener(dispatch);
  }
}

export const INTENT = {
  guilds: 1 << 0,
  members: 1 << 1,
  moderation: 1 << 2,
  presences: 1 << 8,
  messages: 1 << 9,
  reactions: 1 << 10,
  typing: 1 << 11,
  directMessages: 1 << 12,
  directReactions: 1 << 13,
  directTyping: 1 << 14,
  messageContent: 1 << 15,
};
