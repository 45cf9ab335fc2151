/** Posts, changes and removes messages: keeps them, tells the watchers, sends the app its events. */
import { randomUUID } from 'node:crypto';
import type { Core } from './core.ts';
import type { Answer } from './delivery/transport.ts';
import type { Json } from './json.ts';
import type { StoredMessage } from './messages.ts';
import { appHears, channelType, eventCallback } from './payloads/event.ts';
import { messagePayload } from './payloads/message.ts';

export interface Draft {
  channel: string;
  userId: string;
  text: string;
  byApp: boolean;
  blocks?: Json[] | undefined;
  attachments?: Json[] | undefined;
  fileIds?: string[] | undefined;
  threadTs?: string | undefined;
  broadcast?: boolean | undefined;
  metadata?: Json | undefined;
  subtype?: string | undefined;
  username?: string | undefined;
  /** Only this person sees it. */
  onlyFor?: string | undefined;
}

export interface Posted {
  message: StoredMessage;
  /** How the app took the events, when it was to hear of the message. */
  heard: Promise<Answer[]>;
}

export function post(core: Core, draft: Draft): Posted {
  const { channel, threadTs, onlyFor } = draft;
  const message: StoredMessage = {
    ...draft,
    ts: core.timestamps.next(),
    blocks: draft.blocks ?? [],
    attachments: draft.attachments ?? [],
    fileIds: draft.fileIds ?? [],
    reactions: [],
    clientMessageId: draft.byApp ? undefined : randomUUID(),
    subtype: draft.broadcast ? 'thread_broadcast' : draft.subtype,
  };
  core.messages.add(message);
  const { ts } = message;
  const kind = onlyFor ? 'ephemeral' : 'message';
  core.changes.emit({ kind, action: 'posted', channel, ts, userId: onlyFor ?? draft.userId, threadTs });
  return { message, heard: onlyFor ? Promise.resolve([]) : announce(core, message) };
}

export type Edit = Partial<Pick<StoredMessage, 'text' | 'blocks' | 'attachments' | 'metadata'>>;

export function edit(core: Core, message: StoredMessage, change: Edit, byUserId: string): void {
  const before = messagePayload(core, message);
  Object.assign(message, change, { edited: { user: byUserId, ts: core.timestamps.next() } });
  const { channel, ts, threadTs, onlyFor, userId } = message;
  const kind = onlyFor ? 'ephemeral' : 'message';
  core.changes.emit({ kind, action: 'updated', channel, ts, userId: onlyFor ?? userId, threadTs });
  if (onlyFor) return;
  const after = messagePayload(core, message);
  void tellHidden(core, message, 'message_changed', { message: after, previous_message: before });
}

export function remove(core: Core, message: StoredMessage): void {
  const before = messagePayload(core, message);
  core.messages.remove(message);
  const { channel, ts, threadTs, onlyFor, userId } = message;
  const kind = onlyFor ? 'ephemeral' : 'message';
  core.changes.emit({ kind, action: 'deleted', channel, ts, userId: onlyFor ?? userId, threadTs });
  if (!onlyFor)
    void tellHidden(core, message, 'message_deleted', { deleted_ts: ts, previous_message: before });
}

/** Sends an event to the app if it is to hear of it. */
export async function tell(core: Core, type: string, event: Json, channelId?: string): Promise<Answer[]> {
  const channel = channelId === undefined ? undefined : core.workspace.channel(channelId);
  if (!appHears(core, type, channel)) return [];
  return [await core.delivery.publish(eventCallback(core, event))];
}

async function announce(core: Core, message: StoredMessage): Promise<Answer[]> {
  const channel = core.workspace.channel(message.channel);
  const event = {
    ...messagePayload(core, message),
    channel: channel.id,
    event_ts: message.ts,
    channel_type: channelType(channel),
  };
  const mentioned = !message.byApp && message.text.includes(`<@${core.workspace.app.botUserId}>`);
  const { channel_type: _, ...mention } = { ...event, type: 'app_mention' };
  const heard = await Promise.all([
    tell(core, 'message', event, channel.id),
    ...(mentioned && channel.kind !== 'im' ? [tell(core, 'app_mention', mention, channel.id)] : []),
  ]);
  return heard.flat();
}

function tellHidden(core: Core, message: StoredMessage, subtype: string, fields: Json): Promise<Answer[]> {
  const channel = core.workspace.channel(message.channel);
  const ts = core.timestamps.next();
  const event = {
    type: 'message',
    subtype,
    ...fields,
    channel: channel.id,
    hidden: true,
    ts,
    event_ts: ts,
    channel_type: channelType(channel),
  };
  return tell(core, 'message', event, channel.id);
}
