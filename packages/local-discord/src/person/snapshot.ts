/** Everything that a page needs to draw one person's Discord, as JSON. */
import type { APIMessage, APIRole, APIUser } from 'discord-api-types/v10';
import { type ChannelJson, membersJson, userById } from '../guild/json.ts';
import { COMMAND_TYPE, type CommandOption } from '../state/command.ts';
import type { Component } from '../state/component.ts';
import { may, PERMISSION, permissionsOf } from '../state/permissions.ts';
import { roleJson } from '../state/role.ts';
import type { State } from '../state/state.ts';
import { commandPaths, offeredCommands } from './command-lookup.ts';
import { channelsFor, channelsJson, messagesFor } from './view.ts';

export interface ModalView {
  customId: string;
  title: string;
  channelId: string;
  components: Component[];
}

export interface CommandView {
  /** `post new` */
  name: string;
  description: string;
  options: CommandOption[];
}

export interface ChannelView extends ChannelJson {
  maySend: boolean;
  messages: APIMessage[];
  /** For completion. */
  commands: CommandView[];
  messageCommands: string[];
  userCommands: string[];
}

export interface Snapshot {
  me: APIUser;
  permissions: string;
  guild: { id: string; name: string; ownerId: string };
  application: { id: string; user: APIUser };
  channels: ChannelView[];
  modal: ModalView | null;
  members: ReturnType<typeof membersJson>;
  roles: APIRole[];
  /** Newest last. */
  bans: { user: APIUser; reason: string | null }[];
}

export function snapshotFor(state: State, userId: string): Snapshot {
  const { id, name, ownerId } = state.guild;
  return {
    me: userById(state, userId),
    permissions: permissionsOf(state, userId).toString(),
    guild: { id, name, ownerId },
    application: { id: state.application.id, user: userById(state, state.application.botUserId) },
    channels: channelViews(state, userId),
    modal: modalView(state, userId) ?? null,
    members: membersJson(state),
    roles: [...state.roles.values()].map(roleJson),
    bans: [...state.bans.values()].map(({ userId, reason }) => ({ user: userById(state, userId), reason })),
  };
}

export function modalView(state: State, userId: string): ModalView | undefined {
  const modal = state.modals.get(userId);
  if (!modal) return undefined;
  const { customId, title, channelId, components } = modal;
  return { customId, title, channelId, components };
}

function channelViews(state: State, userId: string): ChannelView[] {
  const json = channelsJson(state, userId);
  return channelsFor(state, userId).map((channel, index) => ({
    ...(json[index] as ChannelJson),
    maySend: may(
      state,
      userId,
      channel.thread ? PERMISSION.SendMessagesInThreads : PERMISSION.SendMessages,
      channel,
    ),
    messages: messagesFor(state, userId, channel.id),
    commands: offeredCommands(state, userId, channel, COMMAND_TYPE.chatInput)
      .flatMap(commandPaths)
      .map((path) => ({ name: path.name, description: path.description, options: path.options })),
    messageCommands: offeredCommands(state, userId, channel, COMMAND_TYPE.message).map(
      (command) => command.name,
    ),
    userCommands: offeredCommands(state, userId, channel, COMMAND_TYPE.user).map((command) => command.name),
  }));
}
