/**
 * What the bot hears besides commands, as plain values in one vocabulary for both chats. An adapter makes one only
 * where a listener wants it; what a chat does not tell is absent. Times are epoch ms.
 */
import type { ChatName, MessageReference } from './reference.ts';

export type Heard =
  | HeardMessage
  | HeardEdit
  | HeardDelete
  | HeardReaction
  | HeardJoin
  | HeardLeave
  | HeardMemberChange
  | HeardThread
  | HeardAuditEntry;

export type HeardKind = Heard['kind'];
export const HEARD_KINDS: readonly HeardKind[] = [
  'message',
  'edit',
  'delete',
  'reaction',
  'join',
  'leave',
  'member_change',
  'thread',
  'audit_entry',
];
export type HeardOf<Kind extends HeardKind> = Extract<Heard, { kind: Kind }>;

interface Common {
  chat: ChatName;
  /** The chat's own id of the event, the same when it is told again. */
  event: string;
  /** Slack's workspace, Discord's server. */
  server?: string;
}

interface InChannel extends Common {
  /** Where it stands: with a message's id it names that message. In Discord a thread is a channel of its own. */
  channel: string;
  /** Discord: the channel that the thread `channel` belongs to. */
  parent?: string;
}

/** Somebody wrote a message, or a bot or a webhook did; never this bot. */
export interface HeardMessage extends InChannel, Written {
  kind: 'message';
}

/** A message reads otherwise now. In Discord also when a link's preview was added to it: then it has no `editedAt`. */
export interface HeardEdit extends InChannel, Written {
  kind: 'edit';
  /** When its author last changed it. */
  editedAt?: number;
}

interface Written {
  message: string;
  /** The thread it stands in, as `send` takes it: Slack's first message, Discord's channel. */
  thread?: string;
  /** What it answers: in Slack the first message of its thread. */
  replyTo?: MessageReference;
  author: Participant;
  /** As the chat writes it, with its markup and ids; `Messenger.readable` makes words of it. */
  text: string;
  /** Names of those whose ids stand in the text, where the chat told them along. */
  names: Readonly<Record<string, string>>;
  at: number;
  /** Discord: the whole message object, as its API describes it and nobody has checked it. */
  raw?: Readonly<Record<string, unknown>>;
}

/** Messages are gone, whoever deleted them. */
export interface HeardDelete extends InChannel {
  kind: 'delete';
  messages: string[];
}

export interface HeardReaction extends InChannel {
  kind: 'reaction';
  message: string;
  author: Participant;
  /** Slack's name, Discord's character, or its name where it is the server's own. */
  emoji: string;
}

/** Discord: somebody came to the server. Slack: into `channel`. */
export interface HeardJoin extends Common {
  kind: 'join';
  channel?: string;
  member: Participant;
}

export interface HeardLeave extends Common {
  kind: 'leave';
  channel?: string;
  member: Participant;
}

/** Discord: a member as they are now, after their roles, name or timeout changed. */
export interface HeardMemberChange extends Common {
  kind: 'member_change';
  member: Participant;
}

/** Discord: a thread was opened, or is called otherwise now. */
export interface HeardThread extends InChannel {
  kind: 'thread';
  name: string;
  /** The id of who opened it. */
  owner?: string;
  isNew: boolean;
}

/** Discord: who did what to whom, by hand or by a bot. */
export interface HeardAuditEntry extends Common {
  kind: 'audit_entry';
  /** The entry's own id. */
  entry: string;
  action: AuditAction;
  /** Whether this bot did it. */
  isOwn: boolean;
  /** User id of who did it. */
  actor?: string;
  /** Id of the person, channel or message that it was done to. */
  target?: string;
  reason?: string;
  /** `member_update`: the timeout's end was set to this; null where it was ended. Absent: something else changed. */
  timeoutUntil?: number | null;
  at: number;
}

export type AuditAction =
  | 'kick'
  | 'prune'
  | 'ban'
  | 'unban'
  | 'member_update'
  | 'role_update'
  | 'message_delete'
  | 'message_bulk_delete'
  | 'automod_block'
  | 'automod_flag'
  | 'automod_timeout'
  | 'other';

/** Somebody as far as the chat told with the event; nothing of it was asked for. */
export interface Participant {
  id: string;
  name?: string;
  isBot: boolean;
  /** Ids of Discord's roles. */
  roles?: string[];
  joinedAt?: number;
  /** When the account was made. */
  createdAt?: number;
  /** When their timeout ends; null without one. */
  timeoutUntil?: number | null;
}
