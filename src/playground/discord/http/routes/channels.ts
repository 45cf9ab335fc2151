/** Channels: looked at, changed, deleted; and the typing sign. */
import { refuse } from '../../errors/discord-error.ts';
import { channelJson } from '../../guild/json.ts';
import { requirePermission, requireWritable, visibleChannel } from '../../messages/channel.ts';
import { announceChannel } from '../../messages/threads.ts';
import type { Channel } from '../../state/channel.ts';
import { INTENT } from '../../state/events.ts';
import { PERMISSION } from '../../state/permissions.ts';
import { type Answer, type Call, noContent, ok, param, type Route } from '../route.ts';

const ONE = '/channels/{channel_id}';

export const CHANNEL_ROUTES: readonly Route[] = [
  { method: 'GET', path: ONE, handle: (call) => ok(channelJson(call.state, channelOf(call))) },
  { method: 'PATCH', path: ONE, handle: change },
  { method: 'DELETE', path: ONE, handle: remove },
  { method: 'POST', path: `${ONE}/typing`, handle: typing },
];

interface ChannelChange {
  name?: string | null;
  topic?: string | null;
  rate_limit_per_user?: number | null;
  archived?: boolean | null;
  locked?: boolean | null;
}

export function channelOf(call: Call): Channel {
  return visibleChannel(call.state, param(call, 'channel_id'));
}

function change(call: Call): Answer {
  const { state } = call;
  const channel = channelOf(call);
  const body = call.body as ChannelChange;
  requirePermission(state, channel, channel.thread ? PERMISSION.ManageThreads : PERMISSION.ManageChannels);
  if (body.name) channel.name = body.name;
  if (body.topic !== undefined) channel.topic = body.topic;
  if (body.rate_limit_per_user != null) channel.slowmodeSeconds = body.rate_limit_per_user;
  changeThread(channel, body, state.clock.now());
  announceChannel(state, channel, channel.thread ? 'THREAD_UPDATE' : 'CHANNEL_UPDATE');
  return ok(channelJson(state, channel));
}

function changeThread({ thread }: Channel, { archived, locked }: ChannelChange, now: number): void {
  if (!thread) return;
  if (archived != null) Object.assign(thread, { archived, archiveChangedAt: now });
  if (locked != null) thread.locked = locked;
}

function remove(call: Call): Answer {
  const { state } = call;
  const channel = channelOf(call);
  if (channel.recipientId) throw refuse('missingPermissions');
  requirePermission(state, channel, channel.thread ? PERMISSION.ManageThreads : PERMISSION.ManageChannels);
  const json = channelJson(state, channel);
  state.channels.delete(channel.id);
  state.messages.delete(channel.id);
  announceChannel(state, channel, channel.thread ? 'THREAD_DELETE' : 'CHANNEL_DELETE');
  return ok(json);
}

function typing(call: Call): Answer {
  const { state } = call;
  const channel = channelOf(call);
  requireWritable(state, channel);
  state.events.publish({
    type: 'TYPING_START',
    data: {
      channel_id: channel.id,
      user_id: state.application.botUserId,
      timestamp: Math.floor(state.clock.now() / 1000),
      ...(channel.recipientId ? {} : { guild_id: state.guild.id }),
    },
    intent: channel.recipientId ? INTENT.directTyping : INTENT.typing,
    channelId: channel.id,
  });
  state.changes.tell('typing');
  return noContent();
}
