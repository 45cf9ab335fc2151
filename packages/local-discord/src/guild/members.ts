/** Members of the guild: looked up, and told of when they come, change and go. */
import { refuse } from '../errors/discord-error.ts';
import { INTENT } from '../state/events.ts';
import { type Member, memberJson } from '../state/member.ts';
import type { State } from '../state/state.ts';
import { userById } from './json.ts';

export function memberOf(state: State, userId: string): Member {
  const member = state.members.get(userId);
  if (!member) throw refuse('unknownMember');
  return member;
}

export function announceMember(
  state: State,
  member: Member,
  type: 'GUILD_MEMBER_ADD' | 'GUILD_MEMBER_UPDATE',
): void {
  const user = state.users.get(member.userId);
  if (!user) return;
  const data = { ...memberJson(member, user), guild_id: state.guild.id };
  state.events.publish({ type, data, intent: INTENT.members });
  state.changes.tell('member');
}

export function removeMember(state: State, userId: string): void {
  memberOf(state, userId);
  state.members.delete(userId);
  state.modals.delete(userId);
  const data = { guild_id: state.guild.id, user: userById(state, userId) };
  state.events.publish({ type: 'GUILD_MEMBER_REMOVE', data, intent: INTENT.members });
  state.changes.tell('member');
}
