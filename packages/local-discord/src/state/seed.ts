/** Fills a new Discord with the guild, people, roles and channels that the options name. */
import type {
  ApplicationOption,
  ChannelOption,
  LocalDiscordOptions,
  MemberOption,
  RoleOption,
} from '../options.ts';
import { CHANNEL_TYPE, type Channel } from './channel.ts';
import { PERMISSION } from './permissions.ts';
import type { Role } from './role.ts';
import { emptyState, type State } from './state.ts';

const EVERYONE =
  PERMISSION.ViewChannel |
  PERMISSION.SendMessages |
  PERMISSION.SendMessagesInThreads |
  PERMISSION.ReadMessageHistory |
  PERMISSION.AttachFiles |
  PERMISSION.EmbedLinks |
  PERMISSION.AddReactions |
  PERMISSION.UseApplicationCommands |
  PERMISSION.ChangeNickname |
  PERMISSION.CreatePublicThreads;

const APP =
  EVERYONE |
  PERMISSION.ManageMessages |
  PERMISSION.PinMessages |
  PERMISSION.ManageChannels |
  PERMISSION.ManageThreads |
  PERMISSION.ManageRoles |
  PERMISSION.ManageGuild |
  PERMISSION.CreatePrivateThreads |
  PERMISSION.ManageNicknames |
  PERMISSION.ModerateMembers |
  PERMISSION.KickMembers |
  PERMISSION.BanMembers |
  PERMISSION.MentionEveryone |
  PERMISSION.ViewAuditLog;

export function seededState(options: LocalDiscordOptions): State {
  const state = emptyState(options);
  const { guild, application } = options;
  state.roles.set(guild.id, everyoneRole(guild.id));
  for (const role of guild.roles) state.roles.set(role.id, roleFrom(role, state.roles.size));
  for (const member of guild.members) addMember(state, member);
  for (const channel of guild.channels)
    state.channels.set(channel.id, channelFrom(channel, state.channels.size));
  addBot(state, application);
  return state;
}

/** Makes the account when it is new, and puts it into the guild. */
export function addMember(state: State, option: MemberOption): void {
  const { user } = option;
  state.users.set(user.id, {
    id: user.id,
    username: user.username,
    globalName: user.global_name ?? null,
    avatar: user.avatar ?? null,
    bot: user.id === state.application.botUserId,
    locale: user.locale ?? 'en-US',
    acceptsDirectMessages: option.acceptsDirectMessages ?? true,
  });
  state.members.set(user.id, {
    userId: user.id,
    nick: option.nick ?? null,
    roles: (option.roles ?? []).map((id) => knownRole(state, id)),
    joinedAt: state.clock.now(),
    timeoutUntil: null,
  });
}

function knownRole(state: State, id: string): string {
  if (!state.roles.has(id)) throw new Error(`A member has the role ${id}, which the guild does not have.`);
  return id;
}

function addBot(state: State, application: ApplicationOption): void {
  if (state.members.has(application.botUserId)) return;
  const role: Role = {
    id: state.ids.next(),
    name: state.application.name,
    color: 0,
    position: Math.max(...[...state.roles.values()].map((other) => other.position)) + 1,
    permissions: BigInt(application.permissions ?? APP),
    managed: true,
  };
  state.roles.set(role.id, role);
  addMember(state, {
    user: { id: application.botUserId, username: state.application.name },
    roles: [role.id],
  });
}

function everyoneRole(guildId: string): Role {
  return { id: guildId, name: '@everyone', color: 0, position: 0, permissions: EVERYONE, managed: false };
}

function roleFrom(option: RoleOption, index: number): Role {
  return {
    id: option.id,
    name: option.name,
    color: option.color ?? 0,
    position: option.position ?? index,
    permissions: BigInt(option.permissions ?? 0),
    managed: false,
  };
}

function channelFrom(option: ChannelOption, index: number): Channel {
  return {
    id: option.id,
    type: option.type ?? CHANNEL_TYPE.text,
    name: option.name,
    topic: option.topic ?? null,
    parentId: option.parentId ?? null,
    position: index,
    slowmodeSeconds: 0,
    overwrites: (option.overwrites ?? []).map(({ id, type, allow, deny }) => ({
      id,
      type,
      allow: BigInt(allow ?? 0),
      deny: BigInt(deny ?? 0),
    })),
    lastMessageId: null,
  };
}
