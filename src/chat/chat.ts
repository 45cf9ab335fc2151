/**
 * The port to a chat. `Messenger` is what the bot needs to speak (bot and worker have one per chat); `Chat` adds
 * hearing: commands, buttons, forms (the bot process alone).
 */
import type { Card } from './card.ts';
import type { HeardMessage } from './heard.ts';
import type { ChatName, MessageReference } from './reference.ts';

export type { ChatName, Identity, MessageReference } from './reference.ts';

/** How fast one channel may be written to: `burst` messages at once, then one each `interval` ms. */
export interface Pace {
  interval: number;
  burst: number;
}

export interface Messenger {
  readonly chat: ChatName;
  /** What the chat's documentation allows; slower where it says nothing. */
  readonly pace?: Pace;
  /**
   * Sends a card as the bot. `key` is ours (at most 25 characters) and travels with the message, so that `find`
   * can tell after a crash whether it arrived. `thread`: the message that it answers. Throws `ChatError`.
   */
  send(channel: string, shown: Card, key: string, thread?: MessageReference): Promise<MessageReference>;
  /** Edits in place. Throws `ChatError` with reason `gone` when the message is no more. */
  edit(message: MessageReference, shown: Card): Promise<void>;
  /** Looks for the newest message of ours with this key in a channel, or among what answers a message in its thread. */
  find(channel: string, key: string, thread?: MessageReference): Promise<MessageReference | undefined>;
  /** Takes a message of the bot's own away; one that is gone already is no fault. */
  remove(message: MessageReference): Promise<void>;
  /** What others wrote, oldest first: after a message, or the newest, or the newest before a message. Throws `ChatError`. */
  history(channel: string, asked: HistoryAsked): Promise<HeardMessage[]>;
  /** All places in which people write, open threads too. Absent where a chat does not list them. Throws `ChatError`. */
  places?(): Promise<WrittenPlace[]>;
  /** Sends 1 to 10 files; `find` tells by the key whether they arrived. Throws `ChatError`. */
  upload(channel: string, files: readonly OutgoingFile[], upload: Upload): Promise<MessageReference>;
  /** Marks a message by a reaction of the bot's. */
  react(message: MessageReference, reaction: Reaction): Promise<void>;
  pin(message: MessageReference): Promise<void>;
  /** The thread of a message, opened where there is none: where to `send`. */
  openThread(message: MessageReference, name: string): Promise<SpeakingPlace>;
  /** Opens a channel; its id. Throws `ChatError`, also where the name is taken. */
  openChannel(channel: NewChannel): Promise<string>;
  renameChannel(channel: string, name: string): Promise<void>;
  invite(channel: string, people: readonly string[]): Promise<void>;
  /** Nobody writes there any more, and what was written stays. */
  archiveChannel(channel: string): Promise<void>;
  /** Opens a direct channel to a person; its id serves as `channel` above. */
  directChannel(user: string): Promise<string>;
  /** Where a person can open that message, for links from elsewhere. */
  permalink(message: MessageReference): Promise<string>;
  /** The groups (Slack user groups, Discord roles) that somebody is in now, and how they are called. */
  member(user: string): Promise<Member>;
  /**
   * Who is in these groups now. Discord lists members to no bot without a privileged intent, so there it is those among
   * `known` (user ids), asked about one by one. Throws `ChatError`.
   */
  peopleIn(groups: readonly string[], known?: readonly string[]): Promise<string[]>;
  /** A heard text as its readers see it: names in the place of ids. What cannot be told stays unnamed; never rejects. */
  readable(heard: Readable): Promise<string>;
  close(): Promise<void>;
}

export interface WrittenPlace {
  channel: string;
  /** Of a thread: the channel that it belongs to. */
  parent?: string;
  /** The id of the newest message, where there is one; it may be gone. */
  newest?: string;
}

export interface HistoryAsked {
  /** The id of a message that is known already. */
  after?: string;
  /** The same; not together with `after`. */
  before?: string;
  /** Only what answers this message. In Discord its thread is a channel: ask for that. */
  thread?: MessageReference;
  limit: number;
}

export interface OutgoingFile {
  name: string;
  bytes: Uint8Array;
  contentType: string;
  /** What it shows, for those who cannot see it. */
  alt: string;
}

export interface Upload {
  /** As in `send`. */
  key: string;
  /** A line above the files, literal text. */
  text?: string;
  thread?: MessageReference;
}

export type Reaction = 'seen' | 'done' | 'failed';

/** Where `send` puts something: both as it takes them. */
export interface SpeakingPlace {
  channel: string;
  thread?: MessageReference;
}

export interface NewChannel {
  /** Made fit for the chat: Slack's are lower case without blanks. */
  name: string;
  isPrivate: boolean;
  /** User ids of those who are in it beside the bot. */
  people: readonly string[];
}

/** The part of a heard message that its words follow from. */
export interface Readable {
  text: string;
  server?: string;
  /** By id, as far as they are known already. */
  names: Readonly<Record<string, string>>;
}

export interface Member {
  name: string;
  /** IANA zone, where the chat tells it. */
  timeZone?: string;
  groups: string[];
  /** The web address of the picture that they chose for themselves. */
  picture?: string;
  /** Their account is switched off: nobody reads what is written to them. */
  hasLeft?: boolean;
}

export interface Chat {
  readonly chat: ChatName;
  /** Every connection hears everything, so that one process at a time may be connected. */
  readonly alone?: boolean;
  /** Connects and begins to hear. Resolves when the chat answers. */
  start(): Promise<void>;
  /** Hears nothing new; finishes what it holds. */
  stop(): Promise<void>;
  /** The team file has changed: hears what the listeners want now. Never rejects. */
  refresh(): Promise<void>;
  /** Undefined when connected, else the reason in words. */
  fault(): string | undefined;
}

/**
 * `channel_closed`: the channel is archived, is no more, or the bot is not in it; a person can open it again.
 * `gone`: the one message is no more.
 */
export type ChatErrorReason = 'rate_limited' | 'gone' | 'channel_closed' | 'refused' | 'unreachable';

/** A chat did not take a message. `rate_limited` and `unreachable` may be tried again, after `retryAfter` ms. */
export class ChatError extends Error {
  readonly reason: ChatErrorReason;
  readonly retryAfter?: number;
  /** The chat does not take the bot's token, or what it asks for with it: nothing but an operator can mend that. */
  readonly isTokenRefused: boolean;
  /** Something before the chat, such as a firewall, answered in its place: the request has not arrived. `unreachable`. */
  readonly isBlocked: boolean;

  constructor(
    reason: ChatErrorReason,
    message: string,
    options: { retryAfter?: number; isTokenRefused?: boolean; isBlocked?: boolean; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'ChatError';
    this.reason = reason;
    this.retryAfter = options.retryAfter;
    this.isTokenRefused = options.isTokenRefused ?? false;
    this.isBlocked = options.isBlocked ?? false;
  }
}

/** Whether a status that the chat itself does not give says that the request did not get past what answered it. */
export function isBlockedBy(status: number): boolean {
  return status >= 400 && status < 500 && status !== REQUEST_TIMEOUT;
}

const REQUEST_TIMEOUT = 408;
