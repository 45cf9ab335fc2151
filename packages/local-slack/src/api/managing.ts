/** The conversations.* methods that make channels and change them: opened, named, peopled, archived. */
import { z } from 'zod';
import type { Core } from '../core.ts';
import type { Json } from '../json.ts';
import { depart, enter } from '../membership.ts';
import { SlackRefusal } from '../refusal.ts';
import type { Channel } from '../workspace.ts';
import { check, flag } from './arguments.ts';
import { channelPayload } from './conversations.ts';
import { channelForApp, type Method, requireMembership, requireScope } from './method.ts';

const channelArguments = z.object({ channel: z.string() });
const createArguments = z.object({ name: z.string(), is_private: flag.optional() });
const inviteArguments = z.object({ channel: z.string(), users: z.string() });
const renameArguments = z.object({ channel: z.string(), name: z.string() });
const kickArguments = z.object({ channel: z.string(), user: z.string() });
const topicArguments = z.object({ channel: z.string(), topic: z.string().max(250) });

export const managingMethods: Record<string, Method> = {
  'conversations.create': { token: 'bot', run: create },
  'conversations.invite': { token: 'bot', run: invite },
  'conversations.archive': { token: 'bot', run: archive },
  'conversations.rename': { token: 'bot', run: rename },
  'conversations.kick': { token: 'bot', run: kick },
  'conversations.join': { token: 'bot', scope: 'channels:join', run: join },
  'conversations.setTopic': { token: 'bot', run: setTopic },
};

function create(core: Core, given: Json): Json {
  const read = check(createArguments, given);
  requireScope(core, read.is_private ? 'groups:write' : 'channels:manage');
  const members = [core.workspace.app.botUserId];
  const channel = core.workspace.createChannel(read.name, read.is_private ?? false, members);
  core.changes.emit({ kind: 'channel', channel: channel.id });
  return { channel: channelPayload(core, channel) };
}

function invite(core: Core, given: Json): Json {
  const read = check(inviteArguments, given);
  const channel = manageable(core, read.channel);
  const users = read.users.split(',').map((id) => core.workspace.user(id.trim()).id);
  if (users.some((id) => channel.members.has(id))) throw new SlackRefusal('already_in_channel');
  for (const id of users) void enter(core, channel, id, core.workspace.app.botUserId);
  return { channel: channelPayload(core, channel) };
}

function archive(core: Core, given: Json): Json {
  const channel = manageable(core, check(channelArguments, given).channel);
  if (channel.isArchived) throw new SlackRefusal('already_archived');
  channel.isArchived = true;
  core.changes.emit({ kind: 'channel', channel: channel.id });
  return {};
}

function rename(core: Core, given: Json): Json {
  const read = check(renameArguments, given);
  const channel = manageable(core, read.channel);
  channel.name = core.workspace.freeName(read.name);
  core.changes.emit({ kind: 'channel', channel: channel.id });
  return { channel: channelPayload(core, channel) };
}

/** A channel that the app is in and may change. */
function manageable(core: Core, reference: string): Channel {
  const channel = channelForApp(core, reference);
  requireScope(core, channel.kind === 'private' ? 'groups:write' : 'channels:manage');
  requireMembership(core, channel);
  return channel;
}

/** The app takes somebody out of a channel that it is in. */
async function kick(core: Core, given: Json): Promise<Json> {
  const read = check(kickArguments, given);
  const channel = manageable(core, read.channel);
  if (channel.name === 'general') throw new SlackRefusal('cant_kick_from_general');
  if (core.workspace.isBot(read.user)) throw new SlackRefusal('cant_kick_self');
  if (!channel.members.has(core.workspace.user(read.user).id)) throw new SlackRefusal('not_in_channel');
  void depart(core, channel, read.user);
  return {};
}

function join(core: Core, given: Json): Json {
  const channel = channelForApp(core, check(channelArguments, given).channel);
  if (channel.kind !== 'public') throw new SlackRefusal('method_not_supported_for_channel_type');
  channel.members.add(core.workspace.app.botUserId);
  core.changes.emit({ kind: 'channel', channel: channel.id });
  return { channel: channelPayload(core, channel) };
}

function setTopic(core: Core, given: Json): Json {
  const read = check(topicArguments, given);
  const channel = manageable(core, read.channel);
  channel.topic = read.topic;
  core.changes.emit({ kind: 'channel', channel: channel.id });
  return { channel: channelPayload(core, channel) };
}
