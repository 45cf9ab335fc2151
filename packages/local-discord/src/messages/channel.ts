/** Finds channels and messages for a caller, with Discord's refusals where it may not look. */
import { type RefusalName, refuse } from '../errors/discord-error.ts';
import { type Channel, isTextChannel } from '../state/channel.ts';
import type { Message } from '../state/message.ts';
import { may, PERMISSION } from '../state/permissions.ts';
import { findMessage, type State } from '../state/state.ts';

/** 404 (10003) where there is none, 403 (50001) where the app may not see it. */
export function visibleChannel(state: State, channelId: string): Channel {
  const channel = state.channels.get(channelId);
  if (!channel) throw refuse('unknownChannel');
  if (!may(state, state.application.botUserId, PERMISSION.ViewChannel, channel))
    throw refuse('missingAccess');
  return channel;
}

/** Ephemeral messages cannot be had through the channel: 404 (10008). */
export function visibleMessage(state: State, channel: Channel, messageId: string): Message {
  const message = findMessage(state, channel.id, messageId);
  if (!message || message.visibleTo) throw refuse('unknownMessage');
  return message;
}

export function requirePermission(
  state: State,
  channel: Channel | undefined,
  permission: bigint,
  refusal: RefusalName = 'missingPermissions',
): void {
  if (!may(state, state.application.botUserId, permission, channel)) throw refuse(refusal);
}

/** May the app write here: a text channel, not archived, and with the permission. */
export function requireWritable(state: State, channel: Channel): void {
  if (!isTextChannel(channel)) throw refuse('nonTextChannel');
  if (channel.thread?.locked) throw refuse('archivedThread');
  if (channel.recipientId && !state.users.get(channel.recipientId)?.acceptsDirectMessages)
    throw refuse('cannotSendToUser');
  requirePermission(
    state,
    channel,
    channel.thread ? PERMISSION.SendMessagesInThreads : PERMISSION.SendMessages,
  );
}
