/** How the API shows the guild, its channels, and itself to the app. */
import type { APIApplication, APIUser } from 'discord-api-types/v10';
import { CHANNEL_TYPE, type Channel } from '../state/channel.ts';
import { memberJson } from '../state/member.ts';
import { roleJson } from '../state/role.ts';
import type { State } from '../state/state.ts';
import { userJson } from '../state/user.ts';

export interface ChannelJson {
  id: string;
  type: number;
  name?: string;
  topic?: string | null;
  parent_id?: string | null;
  last_message_id: string | null;
  [key: string]: unknown;
}

export function channelJson(state: State, channel: Channel): ChannelJson {
  if (channel.recipientId) return directMessageJson(state, channel, channel.recipientId);
  const common = {
    id: channel.id,
    type: channel.type,
    guild_id: state.guild.id,
    name: channel.name,
    parent_id: channel.parentId,
    last_message_id: channel.lastMessageId,
    rate_limit_per_user: channel.slowmodeSeconds,
    flags: 0,
  };
  if (channel.thread) return { ...common, ...threadJson(state, channel) };
  return {
    ...common,
    position: channel.position,
    topic: channel.topic,
    nsfw: false,
    permission_overwrites: channel.overwrites.map(({ id, type, allow, deny }) => ({
      id,
      type,
      allow: allow.toString(),
      deny: deny.toString(),
    })),
  };
}

function directMessageJson(state: State, channel: Channel, recipientId: string): ChannelJson {
  return {
    id: channel.id,
    type: CHANNEL_TYPE.dm,
    last_message_id: channel.lastMessageId,
    flags: 0,
    recipients: [userById(state, recipientId)],
  };
}

function threadJson(state: State, channel: Channel): Record<string, unknown> {
  const { thread } = channel;
  if (!thread) return {};
  const count = state.messages.get(channel.id)?.length ?? 0;
  return {
    owner_id: thread.ownerId,
    message_count: count,
    total_message_sent: count,
    member_count: thread.memberIds.length,
    thread_metadata: {
      archived: thread.archived,
      auto_archive_duration: thread.autoArchiveMinutes,
      archive_timestamp: new Date(thread.archiveChangedAt).toISOString(),
      locked: thread.locked,
      create_timestamp: new Date(thread.createdAt).toISOString(),
    },
  };
}

/** Somebody who left the guild is still known. */
export function userById(state: State, id: string): APIUser {
  const user = state.users.get(id);
  if (!user) throw new Error(`There is no user ${id} in the local Discord.`);
  return userJson(user);
}

export function guildJson(state: State): Record<string, unknown> {
  const { guild } = state;
  return {
    ...EMPTY_GUILD,
    id: guild.id,
    name: guild.name,
    owner_id: guild.ownerId,
    roles: [...state.roles.values()].map(roleJson),
  };
}

/** The first thing that a session hears of the guild. */
export function guildCreateJson(state: State): Record<string, unknown> {
  const channels = [...state.channels.values()].filter((channel) => !channel.recipientId);
  return {
    ...guildJson(state),
    joined_at: new Date(state.guild.joinedAt).toISOString(),
    large: false,
    unavailable: false,
    member_count: state.members.size,
    members: membersJson(state),
    channels: channels.filter((channel) => !channel.thread).map((channel) => channelJson(state, channel)),
    threads: channels.filter((channel) => channel.thread).map((channel) => channelJson(state, channel)),
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

export function membersJson(state: State) {
  return [...state.members.values()].flatMap((member) => {
    const user = state.users.get(member.userId);
    return user ? [memberJson(member, user)] : [];
  });
}

export function applicationJson(state: State): Partial<APIApplication> {
  const { application } = state;
  return {
    id: application.id,
    name: application.name,
    icon: null,
    description: '',
    bot_public: false,
    bot_require_code_grant: false,
    bot: userById(state, application.botUserId),
    verify_key: application.publicKey,
    team: null,
    flags: applicationFlags(application.intents),
    approximate_guild_count: 1,
  };
}

/** Bits of small apps: presence 1<<13, members 1<<15, message content 1<<19. */
export function applicationFlags(intents: State['application']['intents']): number {
  return (
    (intents.presences ? 1 << 13 : 0) |
    (intents.members ? 1 << 15 : 0) |
    (intents.messageContent ? 1 << 19 : 0)
  );
}

const EMPTY_GUILD = {
  icon: null,
  splash: null,
  discovery_splash: null,
  afk_channel_id: null,
  afk_timeout: 300,
  verification_level: 0,
  default_message_notifications: 0,
  explicit_content_filter: 0,
  emojis: [],
  stickers: [],
  features: [],
  mfa_level: 0,
  application_id: null,
  system_channel_id: null,
  system_channel_flags: 0,
  rules_channel_id: null,
  max_members: 500_000,
  vanity_url_code: null,
  description: null,
  banner: null,
  premium_tier: 0,
  premium_subscription_count: 0,
  preferred_locale: 'en-US',
  public_updates_channel_id: null,
  nsfw_level: 0,
  nsfw: false,
  premium_progress_bar_enabled: false,
  safety_alerts_channel_id: null,
};
