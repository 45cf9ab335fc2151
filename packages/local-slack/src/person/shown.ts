/** What a person's client shows: channels, messages with their threads, commands, people. */
import type { Core } from '../core.ts';
import { compareTimestamps } from '../ids.ts';
import type { Json } from '../json.ts';
import type { StoredMessage } from '../messages.ts';
import { filePayload } from '../payloads/file.ts';
import { type Channel, type ChannelKind, SLACKBOT } from '../workspace.ts';
import { type ShownModal, shownModal } from './forms.ts';

export interface ShownChannel {
  id: string;
  /** A direct message has the other's name. */
  name: string;
  kind: ChannelKind;
  topic: string;
  members: string[];
}

export interface ShownMessage {
  ts: string;
  channel: string;
  user: string;
  userName: string;
  isApp: boolean;
  text: string;
  blocks: Json[];
  attachments: Json[];
  /** Slack's file objects; the bytes come from `fileBytes(id)`. */
  files: Json[];
  reactions: { name: string; users: string[] }[];
  edited: boolean;
  /** Only this person sees it. */
  ephemeral: boolean;
  /** The thread's first message, for a reply. */
  threadTs: string | null;
  replies: ShownMessage[];
}

export interface Snapshot {
  user: { id: string; name: string; realName: string; tz: string; avatar: string | null };
  team: { id: string; name: string };
  channels: (ShownChannel & { messages: ShownMessage[] })[];
  modal: ShownModal | null;
  home: Json[] | null;
  commands: { command: string; description: string; usageHint: string }[];
  shortcuts: { callbackId: string; name: string; type: 'message' | 'global' }[];
  users: { id: string; name: string; realName: string; isBot: boolean; avatar: string | null }[];
  userGroups: { id: string; handle: string; users: string[] }[];
  /** Whether the app can be reached at all. */
  appConnected: boolean;
}

export function snapshot(core: Core, userId: string): Snapshot {
  const { id, name, realName, tz, avatar } = core.workspace.user(userId);
  return {
    user: { id, name, realName, tz, avatar: avatar ?? null },
    team: { id: core.workspace.teamId, name: core.workspace.name },
    channels: shownChannels(core, userId).map((channel) => ({
      ...channel,
      messages: shownMessages(core, userId, channel.id),
    })),
    modal: shownModal(core, userId) ?? null,
    home: core.views.home(userId)?.blocks ?? null,
    commands: core.installation.commands.map(({ command, description, usage_hint: hint }) => ({
      command,
      description,
      usageHint: hint ?? '',
    })),
    shortcuts: core.installation.shortcuts.map(({ callback_id: callbackId, name: label, type }) => ({
      callbackId,
      name: label,
      type,
    })),
    users: shownUsers(core),
    userGroups: core.workspace.userGroups,
    appConnected: core.delivery.eventsUrl !== undefined || core.delivery.socket.open > 0,
  };
}

export function shownChannels(core: Core, userId: string): ShownChannel[] {
  return core.workspace.channelsOf(userId).map((channel) => ({
    id: channel.id,
    name: nameFor(core, userId, channel),
    kind: channel.kind,
    topic: channel.topic,
    members: [...channel.members],
  }));
}

/** Oldest first; replies stand under their thread's first message. */
export function shownMessages(core: Core, userId: string, channelId: string): ShownMessage[] {
  const all = core.messages.visibleTo(userId, channelId);
  const parents = new Set(all.map(({ ts }) => ts));
  const isReply = ({ threadTs, ts }: StoredMessage) =>
    threadTs !== undefined && threadTs !== ts && parents.has(threadTs);
  const roots = all.filter((message) => !isReply(message) || message.broadcast);
  return roots
    .sort((left, right) => compareTimestamps(left.ts, right.ts))
    .map((root) => {
      const replies = all.filter((message) => isReply(message) && message.threadTs === root.ts);
      return { ...shownMessage(core, root), replies: replies.map((reply) => shownMessage(core, reply)) };
    });
}

function shownMessage(core: Core, message: StoredMessage): ShownMessage {
  return {
    ts: message.ts,
    channel: message.channel,
    user: message.userId,
    userName: message.username ?? core.workspace.nameOf(message.userId),
    isApp: message.byApp || message.userId === SLACKBOT.id,
    text: message.text,
    blocks: message.blocks,
    attachments: message.attachments,
    files: message.fileIds.map((id) => filePayload(core, core.files.find(id))),
    reactions: message.reactions,
    edited: message.edited !== undefined,
    ephemeral: message.onlyFor !== undefined,
    threadTs: message.threadTs !== message.ts ? (message.threadTs ?? null) : null,
    replies: [],
  };
}

function shownUsers(core: Core): Snapshot['users'] {
  const { workspace } = core;
  const people = [...workspace.users.values(), SLACKBOT].map((user) => ({
    id: user.id,
    name: user.name,
    realName: user.realName,
    isBot: user.id === SLACKBOT.id,
    avatar: user.avatar ?? null,
  }));
  const { botName } = workspace;
  return [
    ...people,
    { id: workspace.app.botUserId, name: botName, realName: botName, isBot: true, avatar: null },
  ];
}

function nameFor(core: Core, userId: string, { kind, name, members }: Channel): string {
  if (kind !== 'im') return name;
  const other = [...members].find((id) => id !== userId);
  return other ? core.workspace.nameOf(other) : name;
}
