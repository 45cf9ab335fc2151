/** People coming into channels and leaving them, told to the app where it is in the channel. */
import type { Core } from './core.ts';
import type { Answer } from './delivery/transport.ts';
import { channelType } from './payloads/event.ts';
import { tell } from './posting.ts';
import type { Channel } from './workspace.ts';

/** Nothing happens to somebody who is there already. */
export async function enter(
  core: Core,
  channel: Channel,
  userId: string,
  inviter?: string,
): Promise<Answer[]> {
  if (channel.members.has(userId)) return [];
  channel.members.add(userId);
  core.changes.emit({ kind: 'channel', channel: channel.id });
  return tell(
    core,
    'member_joined_channel',
    { ...membership(core, 'member_joined_channel', channel, userId), ...(inviter ? { inviter } : {}) },
    channel.id,
  );
}

export async function depart(core: Core, channel: Channel, userId: string): Promise<Answer[]> {
  if (!channel.members.delete(userId)) return [];
  core.changes.emit({ kind: 'channel', channel: channel.id });
  const event = membership(core, 'member_left_channel', channel, userId);
  return tell(core, 'member_left_channel', event, channel.id);
}

/** The type of a channel is one letter here, as in its id. */
function membership(core: Core, type: string, channel: Channel, userId: string) {
  return {
    type,
    user: userId,
    channel: channel.id,
    channel_type: channelType(channel) === 'group' ? 'G' : 'C',
    team: core.workspace.teamId,
    event_ts: core.timestamps.next(),
  };
}
