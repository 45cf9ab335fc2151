/** Members joining, changing and leaving, and what an app may do to them: only below its own top role. */
import { DiscordError, refuse } from '../errors/discord-error.ts';
import { issue } from '../errors/issue.ts';
import { INTENT } from '../state/events.ts';
import { type Member, memberJson } from '../state/member.ts';
import { may, PERMISSION, topPosition } from '../state/permissions.ts';
import type { State } from '../state/state.ts';
import { userById } from './json.ts';

const LONGEST_TIMEOUT_MS = 28 * 24 * 60 * 60_000;

export function memberOf(state: State, userId: string): Member {
  const member = state.members.get(userId);
  if (!member) throw refuse('unknownMember');
  return member;
}

/** Nobody acts on the owner, or on somebody whose highest role is not below one's own. */
export function requireAbove(state: State, userId: string): void {
  const own = topPosition(state, state.application.botUserId);
  if (userId === state.guild.ownerId || topPosition(state, userId) >= own) throw refuse('missingPermissions');
}

/** Epoch milliseconds, or null to end it. Administrators cannot be timed out. */
export function setTimeoutUntil(state: State, member: Member, until: number | null): void {
  if (may(state, member.userId, PERMISSION.Administrator)) throw refuse('missingPermissions');
  if (until !== null && until > state.clock.now() + LONGEST_TIMEOUT_MS) {
    throw new DiscordError('invalidForm', [
      issue(
        ['communication_disabled_until'],
        'GUILD_MEMBER_TIMEOUT_TOO_LONG',
        'A timeout lasts at most 28 days.',
      ),
    ]);
  }
  member.timeoutUntil = until;
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

export function audit(state: State, action: string, targetId: string, reason: string | null): void {
  state.auditLog.push({
    id: state.ids.next(),
    action,
    actorId: state.application.botUserId,
    targetId,
    reason,
  });
}
