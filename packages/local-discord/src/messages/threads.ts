/** Threads: started from a message or by themselves. */
import { refuse } from '../errors/discord-error.ts';
import { channelJson } from '../guild/json.ts';
import { CHANNEL_TYPE, type Channel } from '../state/channel.ts';
import { INTENT } from '../state/events.ts';
import { FLAG, type Message } from '../state/message.ts';
import type { State } from '../state/state.ts';

export interface ThreadBody {
  name: string;
  auto_archive_duration?: number | null;
  type?: number | null;
}

/** The thread has its message's id. A second one is refused (160004). */
export function startThreadFrom(
  state: State,
  parent: Channel,
  message: Message,
  body: ThreadBody,
  ownerId = state.application.botUserId,
): Channel {
  if (state.channels.has(message.id)) throw refuse('threadExists');
  message.flags |= FLAG.hasThread;
  return openThread(state, parent, message.id, CHANNEL_TYPE.publicThread, body, ownerId);
}

export function startThread(
  state: State,
  parent: Channel,
  body: ThreadBody,
  ownerId = state.application.botUserId,
): Channel {
  return openThread(state, parent, state.ids.next(), body.type ?? CHANNEL_TYPE.privateThread, body, ownerId);
}

function openThread(
  state: State,
  parent: Channel,
  id: string,
  type: number,
  body: ThreadBody,
  ownerId: string,
): Channel {
  const now = state.clock.now();
  const channel: Channel = {
    id,
    type,
    name: body.name,
    topic: null,
    parentId: parent.id,
    position: 0,
    slowmodeSeconds: 0,
    overwrites: [],
    lastMessageId: null,
    thread: {
      ownerId,
      archived: false,
      locked: false,
      autoArchiveMinutes: body.auto_archive_duration ?? 1440,
      archiveChangedAt: now,
      createdAt: now,
      memberIds: [ownerId],
    },
  };
  state.channels.set(id, channel);
  announceChannel(state, channel, 'THREAD_CREATE', { newly_created: true });
  return channel;
}

export function announceChannel(
  state: State,
  channel: Channel,
  type: string,
  more: Record<string, unknown> = {},
): void {
  state.events.publish({ type, data: { ...channelJson(state, channel), ...more }, intent: INTENT.guilds });
  state.changes.tell('channel');
}
