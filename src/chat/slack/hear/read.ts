/** From Slack's events to what listeners hear. Pure; throws what zod throws where an event is not as described. */
import type { Heard, HeardKind, HeardMessage, Participant } from '../../heard.ts';
import { SLACK } from '../rich-text.ts';
import {
  changedEvent,
  deletedEvent,
  membershipEvent,
  messageEvent,
  reactionEvent,
  type Written,
} from './schema.ts';

/** The bot itself. */
export interface Self {
  user: string;
  /** Under which its own messages are sent. */
  bot: string;
}

/** What kind of thing an event tells of, by its type and subtype. */
export function kindOf(type: string, subtype: unknown): HeardKind | undefined {
  if (type === 'message') {
    if (subtype === 'message_changed') return 'edit';
    if (subtype === 'message_deleted') return 'delete';
    return subtype === undefined || WORDS.has(subtype) ? 'message' : undefined;
  }
  return KINDS[type];
}

/** Also sent to the channel, with a file, by a bot, or as "/me": somebody's words all the same. */
const WORDS = new Set<unknown>(['thread_broadcast', 'file_share', 'bot_message', 'me_message']);
const KINDS: Record<string, HeardKind | undefined> = {
  reaction_added: 'reaction',
  member_joined_channel: 'join',
  member_left_channel: 'leave',
};

/** Undefined: nothing that a listener would want, such as the bot's own message. */
export function readEvent(kind: HeardKind, body: unknown, self: Self): Heard | undefined {
  switch (kind) {
    case 'message':
      return readMessage(body, self);
    case 'edit':
      return readEdit(body, self);
    case 'delete':
      return readDelete(body);
    case 'reaction':
      return readReaction(body, self);
    case 'join':
    case 'leave':
      return readMembership(kind, body, self);
    default:
      return undefined;
  }
}

/** Somebody's words, not what Slack notes in a channel. */
export function isWords({ subtype }: Written): boolean {
  return kindOf('message', subtype) === 'message';
}

/** A message that was read back. */
export function readWritten(channel: string, message: Written, self: Self): HeardMessage | undefined {
  if (isOwn(message, self)) return undefined;
  return {
    kind: 'message',
    chat: SLACK,
    event: `slack:${channel}:${message.ts}`,
    ...wordsIn(channel, message),
  };
}

function readMessage(body: unknown, self: Self): Heard | undefined {
  const { event, ...callback } = messageEvent.parse(body);
  if (isOwn(event, self)) return undefined;
  return { kind: 'message', ...told(callback), ...wordsIn(event.channel, event) };
}

function readEdit(body: unknown, self: Self): Heard | undefined {
  const { event, ...callback } = changedEvent.parse(body);
  const { channel, message, previous_message: before } = event;
  // What is left of a message that others answered.
  if (message.subtype === 'tombstone')
    return { kind: 'delete', ...told(callback), channel, messages: [message.ts] };
  if (isOwn(message, self)) return undefined;
  const { edited } = message;
  const isNew = edited !== undefined && edited.ts !== before?.edited?.ts;
  return {
    kind: 'edit',
    ...told(callback),
    ...wordsIn(channel, message),
    ...(isNew ? { editedAt: instantOf(edited.ts) } : {}),
  };
}

function readDelete(body: unknown): Heard {
  const { event, ...callback } = deletedEvent.parse(body);
  return { kind: 'delete', ...told(callback), channel: event.channel, messages: [event.deleted_ts] };
}

function readReaction(body: unknown, self: Self): Heard | undefined {
  const { event, ...callback } = reactionEvent.parse(body);
  const { user, reaction, item } = event;
  if (user === self.user || item.channel === undefined || item.ts === undefined) return undefined;
  return {
    kind: 'reaction',
    ...told(callback),
    channel: item.channel,
    message: item.ts,
    author: { id: user, isBot: false },
    emoji: reaction,
  };
}

function readMembership(kind: 'join' | 'leave', body: unknown, self: Self): Heard | undefined {
  const { event, ...callback } = membershipEvent.parse(body);
  if (event.user === self.user) return undefined;
  return { kind, ...told(callback), channel: event.channel, member: { id: event.user, isBot: false } };
}

function isOwn({ user, bot_id }: Written, self: Self): boolean {
  return user === self.user || bot_id === self.bot;
}

function told({ event_id, team_id }: { event_id: string; team_id?: string | undefined }) {
  return { chat: SLACK, event: `slack:${event_id}`, ...(team_id === undefined ? {} : { server: team_id }) };
}

function wordsIn(channel: string, { ts, thread_ts, text = '', ...by }: Written) {
  const isAnswer = thread_ts !== undefined && thread_ts !== ts;
  return {
    channel,
    message: ts,
    ...(isAnswer ? { thread: thread_ts, replyTo: { chat: SLACK, channel, message: thread_ts } } : {}),
    author: authorOf(by),
    text,
    names: {},
    at: instantOf(ts),
  };
}

export function authorOf({
  user,
  bot_id,
  username,
}: Pick<Written, 'user' | 'bot_id' | 'username'>): Participant {
  return {
    id: user ?? bot_id ?? '',
    ...(username === undefined ? {} : { name: username }),
    isBot: bot_id !== undefined,
  };
}

/** Slack's timestamps are seconds with six digits behind the point, and ids at the same time. */
export function instantOf(ts: string): number {
  return Math.floor(Number(ts) * 1000);
}
