/** What names a chat, a message in it, and somebody there. */

/** Which chat: the name of its folder. Nothing outside the adapters asks which one it is. */
export type ChatName = string;

/** A message of the bot's own, good for as long as the message stands. */
export interface MessageReference {
  chat: ChatName;
  channel: string;
  message: string;
}

/** Somebody as a chat knows them. */
export interface Identity {
  chat: ChatName;
  /** Slack's user id, Discord's user id. */
  user: string;
}
