/** The conversations.* methods. */
import { z } from 'zod';
import type { Core } from '../core.ts';
import { compareTimestamps } from '../ids.ts';
import type { Json } from '../json.ts';
import { messagePayload } from '../payloads/message.ts';
import { SlackRefusal } from '../refusal.ts';
import type { Channel } from '../workspace.ts';
import { check, count, flag, timestamp } from './arguments.ts';
import {
  channelForApp,
  type Method,
  page,
  requireChannelScope,
  requireMembership,
  requireScope,
} from './method.ts';

const MOST_MESSAGES = 999;

const channelArguments = z.object({ channel: z.string() });
const historyArguments = z.object({
  channel: z.string(),
  limit: count.max(MOST_MESSAGES).optional(),
  cursor: z.string().optional(),
  oldest: timestamp.optional(),
  latest: timestamp.optional(),
  inclusive: flag.optional(),
  include_all_metadata: flag.optional(),
});
const repliesArguments = historyArguments.extend({ ts: timestamp });
const listArguments = z.object({
  types: z.string().optional(),
  limit: count.max(1000).optional(),
  cursor: z.string().optional(),
  exclude_archived: flag.optional(),
});
const membersArguments = z.object({
  channel: z.string(),
  limit: count.max(1000).optional(),
  cursor: z.string().optional(),
});
const openArguments = z.object({
  channel: z.string().optional(),
  users: z.string().optional(),
  return_im: flag.optional(),
});

export const conversationMethods: Record<string, Method> = {
  'conversations.history': { token: 'bot', run: history },
  'conversations.replies': { token: 'bot', run: replies },
  'conversations.info': { token: 'bot', run: info },
  'conversations.list': { token: 'bot', run: listChannels },
  'conversations.members': { token: 'bot', run: members },
  'conversations.open': { token: 'bot', run: open },
};

type Window = z.infer<typeof historyArguments>;

function history(core: Core, given: Json): Json {
  const read = check(historyArguments, given);
  const channel = readable(core, read.channel);
  const newestFirst = core.messages
    .history(channel.id)
    .filter((message) => !message.threadTs || message.threadTs === message.ts || message.broadcast)
    .filter(({ ts }) => isWithin(ts, read))
    .sort((left, right) => compareTimestamps(right.ts, left.ts));
  const { items, nextCursor } = page(newestFirst, read.limit ?? 100, read.cursor);
  return {
    messages: items.map((message) => messagePayload(core, message, read.include_all_metadata ?? false)),
    has_more: nextCursor !== '',
    pin_count: 0,
    ...(nextCursor ? { response_metadata: { next_cursor: nextCursor } } : {}),
  };
}

function replies(core: Core, given: Json): Json {
  const read = check(repliesArguments, given);
  const channel = readable(core, read.channel);
  const named = core.messages.history(channel.id).find(({ ts }) => ts === read.ts);
  if (!named) throw new SlackRefusal('thread_not_found');
  const parentTs = named.threadTs ?? named.ts;
  const parent = core.messages.history(channel.id).filter(({ ts }) => ts === parentTs);
  const within = core.messages.replies(channel.id, parentTs).filter(({ ts }) => isWithin(ts, read));
  const { items, nextCursor } = page([...parent, ...within], read.limit ?? 1000, read.cursor);
  return {
    messages: items.map((message) => messagePayload(core, message, read.include_all_metadata ?? false)),
    has_more: nextCursor !== '',
    ...(nextCursor ? { response_metadata: { next_cursor: nextCursor } } : {}),
  };
}

function info(core: Core, given: Json): Json {
  const channel = channelForApp(core, check(channelArguments, given).channel);
  requireChannelScope(core, channel, 'read');
  return { channel: channelPayload(core, channel) };
}

const KINDS_BY_TYPE: Record<string, string> = {
  public_channel: 'public',
  private_channel: 'private',
  im: 'im',
  mpim: 'mpim',
};

function listChannels(core: Core, given: Json): Json {
  const read = check(listArguments, given);
  const types = (read.types ?? 'public_channel').split(',').map((type) => type.trim());
  if (types.some((type) => !(type in KINDS_BY_TYPE))) throw new SlackRefusal('invalid_types');
  const kinds = types.map((type) => KINDS_BY_TYPE[type]);
  const { botUserId } = core.workspace.app;
  const known = [...core.workspace.channels.values()].filter(
    ({ kind, members: found }) => kinds.includes(kind) && (kind === 'public' || found.has(botUserId)),
  );
  if (kinds.includes('public')) requireScope(core, 'channels:read');
  if (kinds.includes('private')) requireScope(core, 'groups:read');
  const { items, nextCursor } = page(known, read.limit ?? 100, read.cursor);
  return {
    channels: items.map((channel) => channelPayload(core, channel)),
    response_metadata: { next_cursor: nextCursor },
  };
}

function members(core: Core, given: Json): Json {
  const read = check(membersArguments, given);
  const channel = channelForApp(core, read.channel);
  requireChannelScope(core, channel, 'read');
  const { items, nextCursor } = page([...channel.members], read.limit ?? 100, read.cursor);
  return { members: items, response_metadata: { next_cursor: nextCursor } };
}

function open(core: Core, given: Json): Json {
  const read = check(openArguments, given);
  const users = (read.users ?? '').split(',').filter((id) => id !== '');
  if (read.channel === undefined && users.length === 0) throw new SlackRefusal('users_list_not_supplied');
  requireScope(core, users.length > 1 ? 'mpim:write' : 'im:write');
  const known = core.workspace.channels.size;
  const channel = read.channel
    ? channelForApp(core, read.channel)
    : core.workspace.directMessages(users.filter((id) => id !== core.workspace.app.botUserId));
  const isNew = core.workspace.channels.size > known;
  if (isNew) core.changes.emit({ kind: 'channel', channel: channel.id });
  const told = read.return_im ? channelPayload(core, channel) : { id: channel.id };
  return { ...(isNew ? {} : { no_op: true, already_open: true }), channel: told };
}

function readable(core: Core, reference: string): Channel {
  const channel = channelForApp(core, reference);
  requireChannelScope(core, channel, 'history');
  requireMembership(core, channel);
  return channel;
}

function isWithin(ts: string, { oldest, latest, inclusive }: Window): boolean {
  const edge = inclusive ? 0 : Number.MIN_VALUE;
  const afterOldest = oldest === undefined || compareTimestamps(ts, oldest) >= edge;
  const beforeLatest = latest === undefined || compareTimestamps(latest, ts) >= edge;
  return afterOldest && beforeLatest;
}

export function channelPayload(core: Core, channel: Channel): Json {
  const { kind, members: found } = channel;
  const { botUserId } = core.workspace.app;
  const shared = { id: channel.id, created: channel.created, is_im: kind === 'im', is_mpim: kind === 'mpim' };
  if (kind === 'im') return { ...shared, user: [...found].find((id) => id !== botUserId), is_open: true };
  return {
    ...shared,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: kind === 'public',
    is_group: kind === 'private',
    is_private: kind !== 'public',
    is_archived: channel.isArchived ?? false,
    is_general: channel.name === 'general',
    is_shared: false,
    is_member: found.has(botUserId),
    context_team_id: core.workspace.teamId,
    topic: { value: channel.topic, creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    num_members: found.size,
  };
}
