/** What the guild's administrators and its visitors do: join, leave, change roles and rights. */
import { announceChannel } from '../messages/threads.ts';
import type { MemberOption, OverwriteOption } from '../options.ts';
import { addMember } from '../state/seed.ts';
import type { State } from '../state/state.ts';
import { announceMember, memberOf, removeMember } from './members.ts';

export interface GuildAdmin {
  /** Somebody joins (again). Refused while they are banned. */
  join(member: MemberOption): void;
  leave(userId: string): void;
  change(userId: string, change: { roles?: readonly string[]; nick?: string | null }): void;
  /** Somebody whom nobody knows comes in; their account was made at `madeAt` (epoch ms), now when absent. Their id. */
  welcome(username: string, madeAt?: number): string;
  /** Sets what a role (type 0) or a member (1) may do in a channel, in the place of what was set before. */
  setOverwrite(channelId: string, overwrite: OverwriteOption): void;
}

export function guildAdmin(state: State): GuildAdmin {
  return {
    join(option) {
      if (state.bans.has(option.user.id))
        throw new Error(`${option.user.username} is banned from the guild.`);
      addMember(state, option);
      announceMember(state, memberOf(state, option.user.id), 'GUILD_MEMBER_ADD');
    },
    welcome(username, madeAt = state.clock.now()) {
      const id = state.ids.madeAt(madeAt);
      addMember(state, { user: { id, username } });
      announceMember(state, memberOf(state, id), 'GUILD_MEMBER_ADD');
      return id;
    },
    leave: (userId) => removeMember(state, userId),
    change(userId, { roles, nick }) {
      const member = memberOf(state, userId);
      if (roles) member.roles = [...roles];
      if (nick !== undefined) member.nick = nick;
      announceMember(state, member, 'GUILD_MEMBER_UPDATE');
    },
    setOverwrite(channelId, { id, type, allow, deny }) {
      const channel = state.channels.get(channelId);
      if (!channel) throw new Error(`There is no channel ${channelId}.`);
      const others = channel.overwrites.filter((entry) => entry.id !== id);
      channel.overwrites = [...others, { id, type, allow: BigInt(allow ?? 0), deny: BigInt(deny ?? 0) }];
      announceChannel(state, channel, 'CHANNEL_UPDATE');
    },
  };
}
