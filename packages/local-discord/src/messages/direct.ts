/** Direct messages between the app and a person. */
import { refuse } from '../errors/discord-error.ts';
import { CHANNEL_TYPE, type Channel } from '../state/channel.ts';
import type { State } from '../state/state.ts';

/** The one channel between them, opened at first use. */
export function directChannel(state: State, userId: string): Channel {
  const user = state.users.get(userId);
  if (!user || user.bot) throw refuse('unknownUser');
  const open = [...state.channels.values()].find((channel) => channel.recipientId === userId);
  if (open) return open;
  const channel: Channel = {
    id: state.ids.next(),
    type: CHANNEL_TYPE.dm,
    name: user.username,
    topic: null,
    parentId: null,
    position: 0,
    slowmodeSeconds: 0,
    overwrites: [],
    lastMessageId: null,
    recipientId: userId,
  };
  state.channels.set(channel.id, channel);
  state.changes.tell('channel');
  return channel;
}
