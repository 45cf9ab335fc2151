/** Members: looked up, changed, timed out, kicked, banned. */
import { refuse } from '../../errors/discord-error.ts';
import { membersJson, userById } from '../../guild/json.ts';
import {
  announceMember,
  audit,
  memberOf,
  removeMember,
  requireAbove,
  setTimeoutUntil,
} from '../../guild/moderate.ts';
import { requirePermission } from '../../messages/channel.ts';
import { removeMessages } from '../../messages/remove.ts';
import { INTENT } from '../../state/events.ts';
import { memberJson } from '../../state/member.ts';
import { PERMISSION } from '../../state/permissions.ts';
import { compareIds } from '../../state/snowflake.ts';
import type { State } from '../../state/state.ts';
import { type Answer, type Call, noContent, ok, param, type Route } from '../route.ts';
import { inGuild } from './guilds.ts';

const MEMBERS = '/guilds/{guild_id}/members';
const ONE = `${MEMBERS}/{user_id}`;
const BANS = '/guilds/{guild_id}/bans';
const LIMIT = { limit: 10, perMs: 10_000 };

export const MEMBER_ROUTES: readonly Route[] = [
  { method: 'GET', path: MEMBERS, handle: list },
  { method: 'GET', path: `${MEMBERS}/search`, handle: search },
  { method: 'GET', path: ONE, handle: (call) => ok(json(inGuild(call), param(call, 'user_id'))) },
  { method: 'PATCH', path: ONE, limit: LIMIT, handle: change },
  { method: 'DELETE', path: ONE, limit: LIMIT, handle: kick },
  { method: 'PUT', path: `${ONE}/roles/{role_id}`, limit: LIMIT, handle: (call) => changeRole(call, true) },
  {
    method: 'DELETE',
    path: `${ONE}/roles/{role_id}`,
    limit: LIMIT,
    handle: (call) => changeRole(call, false),
  },
  {
    method: 'GET',
    path: BANS,
    handle: (call) => ok([...inGuild(call).bans.keys()].map((id) => banJson(call.state, id))),
  },
  {
    method: 'GET',
    path: `${BANS}/{user_id}`,
    handle: (call) => ok(banJson(inGuild(call), param(call, 'user_id'))),
  },
  { method: 'PUT', path: `${BANS}/{user_id}`, limit: LIMIT, handle: ban },
  { method: 'DELETE', path: `${BANS}/{user_id}`, limit: LIMIT, handle: unban },
];

function list(call: Call): Answer {
  const { limit = 1, after = '0' } = call.query as { limit?: number; after?: string };
  const sorted = membersJson(inGuild(call)).sort((a, b) => compareIds(a.user.id, b.user.id));
  return ok(sorted.filter(({ user }) => compareIds(user.id, after) > 0).slice(0, limit));
}

function search(call: Call): Answer {
  const { query = '', limit = 1 } = call.query as { query?: string; limit?: number };
  const start = query.toLowerCase();
  const names = (entry: ReturnType<typeof membersJson>[number]) => [
    entry.nick,
    entry.user.username,
    entry.user.global_name,
  ];
  const found = membersJson(inGuild(call)).filter((entry) =>
    names(entry).some((name) => name?.toLowerCase().startsWith(start)),
  );
  return ok(found.slice(0, limit));
}

interface MemberChange {
  nick?: string | null;
  roles?: string[] | null;
  communication_disabled_until?: string | null;
}

function change(call: Call): Answer {
  const state = inGuild(call);
  const member = memberOf(state, param(call, 'user_id'));
  const body = call.body as MemberChange;
  if (member.userId !== state.application.botUserId) requireAbove(state, member.userId);
  if (body.nick !== undefined) {
    requirePermission(state, undefined, PERMISSION.ManageNicknames);
    member.nick = body.nick;
  }
  if (body.communication_disabled_until !== undefined) timeOut(call, body.communication_disabled_until);
  if (body.roles) {
    requirePermission(state, undefined, PERMISSION.ManageRoles);
    member.roles = body.roles.map(String);
  }
  announceMember(state, member, 'GUILD_MEMBER_UPDATE');
  return ok(json(state, member.userId));
}

function timeOut({ state, params, reason }: Call, until: string | null): void {
  requirePermission(state, undefined, PERMISSION.ModerateMembers);
  const member = memberOf(state, params.user_id ?? '');
  setTimeoutUntil(state, member, until === null ? null : Date.parse(until));
  audit(state, 'member-timeout', member.userId, reason);
}

function changeRole(call: Call, give: boolean): Answer {
  const state = inGuild(call);
  const member = memberOf(state, param(call, 'user_id'));
  const roleId = param(call, 'role_id');
  if (!state.roles.has(roleId)) throw refuse('unknownRole');
  requirePermission(state, undefined, PERMISSION.ManageRoles);
  member.roles = member.roles.filter((id) => id !== roleId);
  if (give) member.roles.push(roleId);
  announceMember(state, member, 'GUILD_MEMBER_UPDATE');
  return noContent();
}

function kick(call: Call): Answer {
  const state = inGuild(call);
  const userId = param(call, 'user_id');
  memberOf(state, userId);
  requirePermission(state, undefined, PERMISSION.KickMembers);
  requireAbove(state, userId);
  removeMember(state, userId);
  audit(state, 'member-kick', userId, call.reason);
  return noContent();
}

function ban(call: Call): Answer {
  const state = inGuild(call);
  const userId = param(call, 'user_id');
  if (!state.users.has(userId)) throw refuse('unknownUser');
  requirePermission(state, undefined, PERMISSION.BanMembers);
  requireAbove(state, userId);
  state.bans.set(userId, { userId, reason: call.reason });
  const { delete_message_seconds: seconds } = call.body as { delete_message_seconds?: number | null };
  if (seconds) removeRecent(state, userId, state.clock.now() - seconds * 1000);
  announceBan(state, userId, 'GUILD_BAN_ADD');
  if (state.members.has(userId)) removeMember(state, userId);
  audit(state, 'member-ban', userId, call.reason);
  return noContent();
}

function unban(call: Call): Answer {
  const state = inGuild(call);
  const userId = param(call, 'user_id');
  requirePermission(state, undefined, PERMISSION.BanMembers);
  if (!state.bans.delete(userId)) throw refuse('unknownBan');
  announceBan(state, userId, 'GUILD_BAN_REMOVE');
  audit(state, 'member-unban', userId, call.reason);
  return noContent();
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

function banJson(state: State, userId: string) {
  const found = state.bans.get(userId);
  if (!found) throw refuse('unknownBan');
  return { reason: found.reason, user: userById(state, userId) };
}

function json(state: State, userId: string) {
  const user = state.users.get(userId);
  if (!user) throw refuse('unknownMember');
  return memberJson(memberOf(state, userId), user);
}
