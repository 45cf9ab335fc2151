/** What the bot and the people who may do it do to members: only below their own top role, and each in the audit log. */
import { DiscordError, refuse } from '../errors/discord-error.ts';
import { issue } from '../errors/issue.ts';
import { removeMessages } from '../messages/remove.ts';
import { INTENT } from '../state/events.ts';
import { may, PERMISSION, topPosition } from '../state/permissions.ts';
import type { State } from '../state/state.ts';
import { audit } from './audit.ts';
import { userById } from './json.ts';
import { announceMember, memberOf, removeMember } from './members.ts';

const LONGEST_TIMEOUT_MS = 28 * 24 * 60 * 60_000;

/** Who acts, and the reason that they give. */
export interface Act {
  actorId: string;
  reason: string | null;
}

/** Epoch ms up to which somebody may not write, or null to end it. Administrators cannot be timed out. */
export function timeOut(state: State, act: Act, userId: string, until: number | null): void {
  const member = memberOf(state, userId);
  requireMay(state, act.actorId, PERMISSION.ModerateMembers);
  requireAbove(state, act.actorId, userId);
  if (may(state, userId, PERMISSION.Administrator)) throw refuse('missingPermissions');
  if (until !== null && until > state.clock.now() + LONGEST_TIMEOUT_MS) throw tooLong();
  const before = member.timeoutUntil;
  member.timeoutUntil = until;
  announceMember(state, member, 'GUILD_MEMBER_UPDATE');
  const change = {
    key: 'communication_disabled_until',
    ...(before === null ? {} : { old_value: new Date(before).toISOString() }),
    ...(until === null ? {} : { new_value: new Date(until).toISOString() }),
  };
  audit(state, { action: 'member-timeout', ...act, targetId: userId, changes: [change] });
}

export function kick(state: State, act: Act, userId: string): void {
  memberOf(state, userId);
  requireMay(state, act.actorId, PERMISSION.KickMembers);
  requireAbove(state, act.actorId, userId);
  removeMember(state, userId);
  audit(state, { action: 'member-kick', ...act, targetId: userId });
}

/** Bans somebody, whether they are a member or not, and takes away what they wrote in the last seconds. */
export function ban(state: State, act: Act, userId: string, deleteMessageSeconds = 0): void {
  if (!state.users.has(userId)) throw refuse('unknownUser');
  requireMay(state, act.actorId, PERMISSION.BanMembers);
  requireAbove(state, act.actorId, userId);
  const isNew = !state.bans.has(userId);
  state.bans.set(userId, { userId, reason: act.reason });
  if (deleteMessageSeconds > 0) removeRecent(state, userId, state.clock.now() - deleteMessageSeconds * 1000);
  if (state.members.has(userId)) removeMember(state, userId);
  if (!isNew) return;
  announceBan(state, userId, 'GUILD_BAN_ADD');
  audit(state, { action: 'member-ban', ...act, targetId: userId });
}

/** Of a member above oneself it says that the right is missing, where there is no ban to lift. */
export function unban(state: State, act: Act, userId: string): void {
  requireMay(state, act.actorId, PERMISSION.BanMembers);
  if (!state.bans.has(userId)) {
    if (state.members.has(userId)) requireAbove(state, act.actorId, userId);
    throw refuse('unknownBan');
  }
  state.bans.delete(userId);
  announceBan(state, userId, 'GUILD_BAN_REMOVE');
  audit(state, { action: 'member-unban', ...act, targetId: userId });
}

/** Nobody acts on the owner, or on somebody whose highest role is not below one's own. */
export function requireAbove(state: State, actorId: string, userId: string): void {
  const own = topPosition(state, actorId);
  if (userId === state.guild.ownerId || topPosition(state, userId) >= own) throw refuse('missingPermissions');
}

function requireMay(state: State, actorId: string, permission: bigint): void {
  if (!may(state, actorId, permission)) throw refuse('missingPermissions');
}

function tooLong(): DiscordError {
  return new DiscordError('invalidForm', [
    issue(
      ['communication_disabled_until'],
      'GUILD_MEMBER_TIMEOUT_TOO_LONG',
      'A timeout lasts at most 28 days.',
    ),
  ]);
}

function removeRecent(state: State, userId: string, since: number): void {
  for (const [channelId, messages] of state.messages) {
    const recent = messages.filter((message) => message.authorId === userId && message.createdAt >= since);
    if (recent.length) removeMessages(state, channelId, new Set(recent.map(({ id }) => id)));
  }
}

function announceBan(state: State, userId: string, type: string): void {
  const data = { guild_id: state.guild.id, user: userById(state, userId) };
  state.events.publish({ type, data, intent: INTENT.moderation });
  state.changes.tell('member');
}
