/** What the guild's administrators and its visitors do: join, leave, change roles. */
import type { MemberOption } from '../options.ts';
import { addMember } from '../state/seed.ts';
import type { State } from '../state/state.ts';
import { announceMember, memberOf, removeMember } from './moderate.ts';

export interface GuildAdmin {
  /** Somebody joins (again). Refused while they are banned. */
  join(member: MemberOption): void;
  leave(userId: string): void;
  change(userId: string, change: { roles?: readonly string[]; nick?: string | null }): void;
}

export function guildAdmin(state: State): GuildAdmin {
  return {
    join(option) {
      if (state.bans.has(option.user.id))
        throw new Error(`${option.user.username} is banned from the guild.`);
      addMember(state, option);
      announceMember(state, memberOf(state, option.user.id), 'GUILD_MEMBER_ADD');
    },
    leave: (userId) => removeMember(state, userId),
    change(userId, { roles, nick }) {
      const member = memberOf(state, userId);
      if (roles) member.roles = [...roles];
      if (nick !== undefined) member.nick = nick;
      announceMember(state, member, 'GUILD_MEMBER_UPDATE');
    },
  };
}
