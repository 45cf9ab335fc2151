/**
 * The port to what a moderator does in a chat. Every ending is one of a closed set, and an act whose answer was lost is
 * looked at before it is told: `lost` means that nobody could say.
 */
import type { ChatName } from './chat.ts';

export interface Moderator {
  readonly chat: ChatName;
  /** Until an instant (epoch ms), at most 28 days ahead. */
  timeout(user: string, until: number, reason: string): Promise<Outcome>;
  removeTimeout(user: string, reason: string): Promise<Outcome>;
  /** Out of the server; in Slack out of `channel`. */
  kick(user: string, reason: string, channel?: string): Promise<Outcome>;
  /** Takes what they wrote in the last seconds (at most 604,800) along; some of it may stay, so look. */
  ban(user: string, reason: string, deleteMessageSeconds?: number): Promise<Outcome>;
  unban(user: string, reason: string): Promise<Outcome>;
  deleteMessage(channel: string, message: string, reason: string): Promise<Outcome>;
  /** As many as there are, of whatever age, in as few requests as the chat takes. */
  deleteMessages(channel: string, messages: readonly string[], reason: string): Promise<Deleted>;
  /** 0 to 21,600 s between two messages of a person. */
  slowmode(channel: string, seconds: number, reason: string): Promise<Outcome>;
  /** Nobody but moderators writes there any more. What is handed back undoes exactly that. */
  lock(channel: string, reason: string): Promise<Locked | Failed>;
  /** Only where the channel is still as `lock` left it; `changed` otherwise. */
  unlock(channel: string, lock: ChannelLock, reason: string): Promise<Outcome>;
  /** As the chat knows them now; undefined when they are no member. Throws `ChatError`. */
  memberOf(user: string): Promise<Standing | undefined>;
  /** The bot's own. Throws `ChatError`. */
  ownStanding(): Promise<Standing>;
  /** Whether they are banned, and why; undefined when they are not. Throws `ChatError`. */
  banOf(user: string): Promise<{ reason?: string } | undefined>;
}

/** `already`: it was so before, and nothing was done. */
export type Outcome = Done | Failed;

export interface Done {
  kind: 'done' | 'already';
}

export interface Failed {
  kind: Failure;
  /** For a person: what stands in the way and what helps. */
  message: string;
  /** `rate_limited`, `unreachable`: ms until it may be tried again. */
  retryAfter?: number;
}

export type Failure =
  /** They stand as high as the bot or higher, or own the server. */
  | 'above'
  /** The bot lacks the permission. */
  | 'not_permitted'
  | 'unknown_member'
  | 'unknown_user'
  | 'unknown_channel'
  /** Somebody changed it meanwhile, and it was left. */
  | 'changed'
  /** This chat has no such thing for a bot. */
  | 'unsupported'
  | 'rate_limited'
  /** It was not done, and may be tried again. */
  | 'unreachable'
  /** It may have been done, and nobody could say. */
  | 'lost'
  /** The chat does not take it, for the reason in the message. */
  | 'refused';

export interface Deleted {
  /** Those that are gone now, whoever deleted them. */
  gone: string[];
  /** Those that may still be there, and why. */
  left: { messages: string[]; outcome: Failed }[];
}

export interface Locked {
  kind: 'done' | 'already';
  lock: ChannelLock;
}

/** Plain data, to be kept as long as the lock holds. Permission bits as decimal numbers. */
export interface ChannelLock {
  /** What everybody's exception was before; absent where there was none. */
  before?: Overwrite;
  /** What it was set to; absent for a thread, which is locked as such. */
  set?: Overwrite;
}

export interface Overwrite {
  allow: string;
  deny: string;
}

/** Where somebody stands on a server. */
export interface Standing {
  user: string;
  name: string;
  isBot: boolean;
  isOwner: boolean;
  roles: string[];
  /** Of their highest role; 0 without one. */
  position: number;
  /** The rights that their roles give, in no particular channel. */
  may: ReadonlySet<Right>;
  /** Epoch ms; null without a timeout that still runs. */
  timeoutUntil: number | null;
  joinedAt?: number;
}

export type Right =
  | 'administrator'
  | 'timeout'
  | 'kick'
  | 'ban'
  | 'manage_messages'
  | 'manage_channels'
  | 'manage_roles'
  | 'manage_threads'
  | 'view_audit_log';

/** Whether one may act on the other: nobody on the owner or on themselves, else only on whoever stands below. */
export function isAbove(one: Standing, other: Standing): boolean {
  if (one.user === other.user || other.isOwner) return false;
  return one.isOwner || one.position > other.position;
}

export function holdsRight(standing: Standing, right: Right): boolean {
  return standing.isOwner || standing.may.has('administrator') || standing.may.has(right);
}

export function isDone(outcome: Outcome): outcome is Done {
  return outcome.kind === 'done' || outcome.kind === 'already';
}
