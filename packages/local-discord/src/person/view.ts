/** What one person sees: channels, messages (their own ephemeral ones among them), and where they may act. */
import type { APIMessage } from 'discord-api-types/v10';
import { type ChannelJson, channelJson } from '../guild/json.ts';
import { messageJson } from '../messages/json.ts';
import { CHANNEL_TYPE, type Channel } from '../state/channel.ts';
import type { Message } from '../state/message.ts';
import { may, PERMISSION } from '../state/permissions.ts';
import type { State } from '../state/state.ts';
import { ClientRefusal } from './outcome.ts';

export function channelsFor(state: State, userId: string): Channel[] {
  return [...state.channels.values()].filter((channel) => sees(state, userId, channel));
}

export function channelFor(state: State, userId: string, channelId: string): Channel {
  const channel = state.channels.get(channelId);
  if (!channel || !sees(state, userId, channel))
    throw new ClientRefusal(`This person sees no channel ${channelId}.`);
  return channel;
}

export function channelsJson(state: State, userId: string): ChannelJson[] {
  return channelsFor(state, userId).map((channel) => channelJson(state, channel));
}

export function messagesFor(state: State, userId: string, channelId: string): APIMessage[] {
  const channel = state.channels.get(channelId);
  if (!channel || !sees(state, userId, channel)) return [];
  const visible = (state.messages.get(channelId) ?? []).filter((message) => shownTo(message, userId));
  return visible.map((message) => messageJson(state, message, userId));
}

export function messageFor(state: State, userId: string, messageId: string): Message {
  for (const channel of channelsFor(state, userId)) {
    const found = state.messages.get(channel.id)?.findLast((message) => message.id === messageId);
    if (found && shownTo(found, userId)) return found;
  }
  throw new ClientRefusal(`This person sees no message ${messageId}.`);
}

function shownTo(message: Message, userId: string): boolean {
  return message.visibleTo === undefined || message.visibleTo === userId;
}

/** A private thread is seen by its members, and by those who manage threads. */
function sees(state: State, userId: string, channel: Channel): boolean {
  if (!may(state, userId, PERMISSION.ViewChannel, channel)) return false;
  if (channel.type !== CHANNEL_TYPE.privateThread) return true;
  return (
    Boolean(channel.thread?.memberIds.includes(userId)) ||
    may(state, userId, PERMISSION.ManageThreads, channel)
  );
}
