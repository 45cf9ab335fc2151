/** A person in the guild. */
import type { APIGuildMember, GuildMemberFlags } from 'discord-api-types/v10';
import { type User, userJson } from './user.ts';

export interface Member {
  userId: string;
  nick: string | null;
  roles: string[];
  joinedAt: number;
  /** Epoch milliseconds up to which the member is timed out. */
  timeoutUntil: number | null;
}

export type BareMember = Omit<APIGuildMember, 'user'>;

export function memberJson(member: Member, user: User): APIGuildMember {
  return { user: userJson(user), ...bareMemberJson(member) };
}

/** As messages and resolved options carry it: without the user. */
export function bareMemberJson(member: Member): BareMember {
  return {
    nick: member.nick,
    avatar: null,
    banner: null,
    roles: [...member.roles],
    joined_at: new Date(member.joinedAt).toISOString(),
    premium_since: null,
    deaf: false,
    mute: false,
    flags: 0 as GuildMemberFlags,
    pending: false,
    communication_disabled_until: member.timeoutUntil ? new Date(member.timeoutUntil).toISOString() : null,
  };
}
