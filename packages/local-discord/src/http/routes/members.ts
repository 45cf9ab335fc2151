/** Members: looked up, changed, timed out, kicked, banned. */
import { refuse } from '../../errors/discord-error.ts';
import { audit } from '../../guild/audit.ts';
import { membersJson, userById } from '../../guild/json.ts';
import { announceMember, memberOf } from '../../guild/members.ts';
import { type Act, ban, kick, requireAbove, timeOut, unban } from '../../guild/moderate.ts';
import { requirePermission } from '../../messages/channel.ts';
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
  { method: 'DELETE', path: ONE, limit: LIMIT, handle: (call) => act(call, kick) },
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
  { method: 'PUT', path: `${BANS}/{user_id}`, limit: LIMIT, handle: (call) => act(call, banned) },
  { method: 'DELETE', path: `${BANS}/{user_id}`, limit: LIMIT, handle: (call) => act(call, unban) },
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
  const bot = state.application.botUserId;
  const { communication_disabled_until: until } = body;
  if (until !== undefined)
    timeOut(state, actOf(call), member.userId, until === null ? null : Date.parse(until));
  if (body.nick === undefined && !body.roles) return ok(json(state, member.userId));
  if (member.userId !== bot) requireAbove(state, bot, member.userId);
  if (body.nick !== undefined) {
    requirePermission(state, undefined, PERMISSION.ManageNicknames);
    member.nick = body.nick;
  }
  if (body.roles) {
    requirePermission(state, undefined, PERMISSION.ManageRoles);
    member.roles = body.roles.map(String);
  }
  announceMember(state, member, 'GUILD_MEMBER_UPDATE');
  const action = body.roles ? 'member-roles' : 'member-update';
  audit(state, { action, targetId: member.userId, reason: call.reason });
  return ok(json(state, member.userId));
}

/** What the bot does to somebody; nothing is answered to it. */
function act(call: Call, done: (state: State, by: Act, userId: string, call: Call) => void): Answer {
  done(inGuild(call), actOf(call), param(call, 'user_id'), call);
  return noContent();
}

function actOf({ state, reason }: Call): Act {
  return { actorId: state.application.botUserId, reason };
}

function banned(state: State, by: Act, userId: string, call: Call): void {
  const { delete_message_seconds: seconds } = call.body as { delete_message_seconds?: number | null };
  ban(state, by, userId, seconds ?? 0);
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
  audit(state, { action: 'member-roles', targetId: member.userId, reason: call.reason });
  return noContent();
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
