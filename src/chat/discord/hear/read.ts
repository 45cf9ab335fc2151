/**
 * From the gateway's events to what listeners hear. Throws what zod throws where an event is not as described. Discord
 * sends nothing twice, so that what has no id of its own is given one.
 */
import { randomUUID } from 'node:crypto';
import { AuditLogEvent, MessageReferenceType, MessageType } from 'discord-api-types/v10';
import type { AuditAction, Heard, HeardKind, HeardMessage, Participant } from '../../heard.ts';
import { CHAT } from '../heard.ts';
import {
  auditEvent,
  type BareMember,
  deleteEvent,
  leaveEvent,
  type MessageEvent,
  memberEvent,
  messageEvent,
  reactionEvent,
  threadEvent,
  type User,
} from './schema.ts';

export interface Around {
  /** The bot's own user id. */
  self: string;
  parentOf(channel: string): string | undefined;
}

/** Undefined: nothing that a listener would want, such as the bot's own message. */
export function readEvent(kind: HeardKind, data: unknown, around: Around): Heard | undefined {
  switch (kind) {
    case 'message':
      return readMessage(data, around);
    case 'edit':
      return readEdit(data, around);
    case 'delete':
      return readDelete(data, around);
    case 'reaction':
      return readReaction(data, around);
    case 'join':
    case 'member_change':
      return readMember(kind, data, around);
    case 'leave':
      return readLeave(data);
    case 'thread':
      return readThread(data);
    case 'audit_entry':
      return readAuditEntry(data, around);
  }
}

function readMessage(data: unknown, around: Around): HeardMessage | undefined {
  const read = messageEvent.parse(data);
  if (!isSomebodys(read, around)) return undefined;
  return { kind: 'message', event: read.id, ...written(read, data, around) };
}

/** A message that was read back: it tells neither the server nor what its author is there. */
export function readPastMessage(data: unknown, self: string): HeardMessage | undefined {
  return readMessage(data, { self, parentOf: () => undefined });
}

function readEdit(data: unknown, around: Around): Heard | undefined {
  const read = messageEvent.parse(data);
  if (!isSomebodys(read, around)) return undefined;
  const { id, edited_timestamp: editedAt } = read;
  return {
    kind: 'edit',
    event: editedAt ? `${id}:${editedAt}` : randomUUID(),
    ...written(read, data, around),
    ...(editedAt ? { editedAt } : {}),
  };
}

/** What a person, a bot or a webhook says; not what Discord itself notes in a channel, often in somebody's name. */
const WORDS: ReadonlySet<MessageType> = new Set([
  MessageType.Default,
  MessageType.Reply,
  MessageType.ChatInputCommand,
  MessageType.ContextMenuCommand,
]);

function isSomebodys({ author, type }: MessageEvent, { self }: Around): boolean {
  return author.id !== self && WORDS.has(type);
}

/** Set one by one, since spreading costs much of the time that an ordinary message takes. */
function written(
  read: MessageEvent,
  data: unknown,
  { parentOf }: Around,
): Omit<HeardMessage, 'kind' | 'event'> {
  const { channel_id: channel } = read;
  const made: Omit<HeardMessage, 'kind' | 'event'> = {
    chat: CHAT,
    channel,
    message: read.id,
    author: participant(read.author, read.member, read.webhook_id !== undefined),
    text: read.content,
    names: read.mentions.length === 0 ? NO_NAMES : namesOf(read.mentions),
    at: read.timestamp,
    raw: data as Readonly<Record<string, unknown>>,
  };
  const parent = parentOf(channel);
  if (parent !== undefined) {
    made.parent = parent;
    made.thread = channel;
  }
  if (read.guild_id !== undefined) made.server = read.guild_id;
  const replyTo = answered(read);
  if (replyTo) made.replyTo = replyTo;
  return made;
}

const NO_NAMES = {};

/** A forward carries a reference too, and answers nothing. */
function answered({ message_reference: reference, channel_id }: MessageEvent) {
  const forwarded = reference?.type === MessageReferenceType.Forward;
  if (!reference?.message_id || forwarded) return undefined;
  return { chat: CHAT, channel: reference.channel_id ?? channel_id, message: reference.message_id };
}

function readDelete(data: unknown, { parentOf }: Around): Heard {
  const { id, ids, channel_id: channel, guild_id: server } = deleteEvent.parse(data);
  const messages = ids ?? (id === undefined ? [] : [id]);
  return {
    kind: 'delete',
    event: randomUUID(),
    ...at(channel, server, parentOf(channel)),
    messages,
  };
}

function readReaction(data: unknown, { self, parentOf }: Around): Heard | undefined {
  const { user_id, channel_id, message_id, guild_id, emoji, member } = reactionEvent.parse(data);
  if (user_id === self) return undefined;
  return {
    kind: 'reaction',
    event: randomUUID(),
    ...at(channel_id, guild_id, parentOf(channel_id)),
    message: message_id,
    author: member?.user ? participant(member.user, member) : { id: user_id, isBot: false },
    emoji: emoji.name ?? '',
  };
}

function readMember(kind: 'join' | 'member_change', data: unknown, { self }: Around): Heard | undefined {
  const { guild_id: server, user, ...member } = memberEvent.parse(data);
  if (user.id === self) return undefined;
  return { kind, chat: CHAT, event: randomUUID(), server, member: participant(user, member) };
}

function readLeave(data: unknown): Heard {
  const { guild_id: server, user } = leaveEvent.parse(data);
  return { kind: 'leave', chat: CHAT, event: randomUUID(), server, member: participant(user) };
}

function readThread(data: unknown): Heard {
  const { id, guild_id, parent_id, owner_id, name, newly_created } = threadEvent.parse(data);
  return {
    kind: 'thread',
    event: randomUUID(),
    ...at(id, guild_id, parent_id),
    name,
    ...(owner_id === undefined ? {} : { owner: owner_id }),
    isNew: newly_created === true,
  };
}

function readAuditEntry(data: unknown, { self }: Around): Heard {
  const { id, guild_id, action_type, user_id, target_id, reason, changes } = auditEvent.parse(data);
  const timeout = changes?.find(({ key }) => key === 'communication_disabled_until');
  return {
    kind: 'audit_entry',
    chat: CHAT,
    event: id,
    ...(guild_id === undefined ? {} : { server: guild_id }),
    entry: id,
    action: ACTIONS[action_type as AuditLogEvent] ?? 'other',
    isOwn: user_id === self,
    ...(user_id ? { actor: user_id } : {}),
    ...(target_id ? { target: target_id } : {}),
    ...(reason === undefined ? {} : { reason }),
    ...(timeout ? { timeoutUntil: instantOf(timeout.new_value) } : {}),
    at: madeAt(id),
  };
}

const ACTIONS: Partial<Record<AuditLogEvent, AuditAction>> = {
  [AuditLogEvent.MemberKick]: 'kick',
  [AuditLogEvent.MemberPrune]: 'prune',
  [AuditLogEvent.MemberBanAdd]: 'ban',
  [AuditLogEvent.MemberBanRemove]: 'unban',
  [AuditLogEvent.MemberUpdate]: 'member_update',
  [AuditLogEvent.MemberRoleUpdate]: 'role_update',
  [AuditLogEvent.MessageDelete]: 'message_delete',
  [AuditLogEvent.MessageBulkDelete]: 'message_bulk_delete',
  [AuditLogEvent.AutoModerationBlockMessage]: 'automod_block',
  [AuditLogEvent.AutoModerationFlagToChannel]: 'automod_flag',
  [AuditLogEvent.AutoModerationUserCommunicationDisabled]: 'automod_timeout',
};

function instantOf(value: unknown): number | null {
  const instant = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(instant) ? null : instant;
}

function at(channel: string, server: string | undefined, parent: string | undefined) {
  return {
    chat: CHAT,
    ...(server === undefined ? {} : { server }),
    channel,
    ...(parent === undefined ? {} : { parent }),
  };
}

function participant(user: User, member?: BareMember, isWebhook = false): Participant {
  const made: Participant = {
    id: user.id,
    name: member?.nick ?? nameOf(user),
    isBot: isWebhook || user.bot === true,
    createdAt: madeAt(user.id),
  };
  if (!member) return made;
  made.roles = member.roles;
  made.timeoutUntil = member.communication_disabled_until ?? null;
  if (member.joined_at) made.joinedAt = member.joined_at;
  return made;
}

function namesOf(users: User[]): Record<string, string> {
  return Object.fromEntries(users.map((user) => [user.id, nameOf(user)]));
}

function nameOf({ global_name, username }: User): string {
  return global_name ?? username;
}

/**
 * Discord's ids tell when they were given: ms since 2015 above their lowest 22 bits. Without big integers, which would
 * cost more than all the rest of a message; it is right to a millisecond.
 */
function madeAt(id: string): number {
  return Math.floor(Number(id) / LOWEST_22_BITS) + EPOCH;
}

const LOWEST_22_BITS = 4_194_304;
const EPOCH = 1_420_070_400_000;
