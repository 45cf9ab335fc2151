/** Channels: looked at, changed, deleted; who may do what in them; and the typing sign. */
import { refuse } from '../../errors/discord-error.ts';
import { audit } from '../../guild/audit.ts';
import { channelJson } from '../../guild/json.ts';
import { requirePermission, requireWritable, visibleChannel } from '../../messages/channel.ts';
import { announceChannel } from '../../messages/threads.ts';
import type { Channel, Overwrite } from '../../state/channel.ts';
import { INTENT } from '../../state/events.ts';
import { PERMISSION } from '../../state/permissions.ts';
import type { State } from '../../state/state.ts';
import { type Answer, type Call, noContent, ok, param, type Route } from '../route.ts';

const ONE = '/channels/{channel_id}';

export const CHANNEL_ROUTES: readonly Route[] = [
  { method: 'GET', path: ONE, handle: (call) => ok(channelJson(call.state, channelOf(call))) },
  { method: 'PATCH', path: ONE, handle: change },
  { method: 'DELETE', path: ONE, handle: remove },
  { method: 'POST', path: `${ONE}/typing`, handle: typing },
  { method: 'PUT', path: `${ONE}/permissions/{overwrite_id}`, handle: putOverwrite },
  { method: 'DELETE', path: `${ONE}/permissions/{overwrite_id}`, handle: removeOverwrite },
];

interface ChannelChange {
  name?: string | null;
  topic?: string | null;
  rate_limit_per_user?: number | null;
  archived?: boolean | null;
  locked?: boolean | null;
  permission_overwrites?: (OverwriteBody & { id: string })[] | null;
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
  if (body.permission_overwrites) setOverwrites(state, channel, body.permission_overwrites);
  changeThread(channel, body, state.clock.now());
  announceChannel(state, channel, channel.thread ? 'THREAD_UPDATE' : 'CHANNEL_UPDATE');
  audit(state, { action: 'channel-update', targetId: channel.id, reason: call.reason });
  return ok(channelJson(state, channel));
}

interface OverwriteBody {
  type?: 0 | 1 | null;
  allow?: number | string | null;
  deny?: number | string | null;
}

/** The whole list anew. What is not changed may be what the app has not itself. */
function setOverwrites(state: State, channel: Channel, given: (OverwriteBody & { id: string })[]): void {
  requirePermission(state, channel, PERMISSION.ManageRoles);
  const wanted = given.map(
    ({ id, type, allow, deny }): Overwrite => ({
      ...{ id: String(id), type: type ?? 0, allow: BigInt(allow ?? 0), deny: BigInt(deny ?? 0) },
    }),
  );
  for (const { id, allow, deny } of wanted) {
    const held = channel.overwrites.find((entry) => entry.id === id);
    requirePermission(state, channel, (allow ^ (held?.allow ?? 0n)) | (deny ^ (held?.deny ?? 0n)));
  }
  channel.overwrites = wanted;
}

/** Nobody gives or takes what they have not themselves. */
function putOverwrite(call: Call): Answer {
  const { state } = call;
  const channel = channelOf(call);
  const id = param(call, 'overwrite_id');
  const body = call.body as OverwriteBody;
  const [allow, deny] = [BigInt(body.allow ?? 0), BigInt(body.deny ?? 0)];
  requirePermission(state, channel, PERMISSION.ManageRoles);
  requirePermission(state, channel, allow | deny);
  const kept = channel.overwrites.filter((entry) => entry.id !== id);
  const isNew = kept.length === channel.overwrites.length;
  channel.overwrites = [...kept, { id, type: body.type ?? 0, allow, deny }];
  announceChannel(state, channel, 'CHANNEL_UPDATE');
  const action = isNew ? 'overwrite-create' : 'overwrite-update';
  audit(state, { action, targetId: channel.id, reason: call.reason, options: { id } });
  return noContent();
}

function removeOverwrite(call: Call): Answer {
  const { state } = call;
  const channel = channelOf(call);
  const id = param(call, 'overwrite_id');
  requirePermission(state, channel, PERMISSION.ManageRoles);
  if (!channel.overwrites.some((entry) => entry.id === id)) throw refuse('unknownOverwrite');
  channel.overwrites = channel.overwrites.filter((entry) => entry.id !== id);
  announceChannel(state, channel, 'CHANNEL_UPDATE');
  audit(state, { action: 'overwrite-delete', targetId: channel.id, reason: call.reason, options: { id } });
  return noContent();
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
