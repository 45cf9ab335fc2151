/** Methods about who is there: auth.test, users.*, usergroups.*, bots.info. */
import { DateTime } from 'luxon';
import { z } from 'zod';
import type { Core } from '../core.ts';
import type { Json } from '../json.ts';
import { SlackRefusal } from '../refusal.ts';
import type { WorkspaceUser, WorkspaceUserGroup } from '../settings.ts';
import { SLACKBOT } from '../workspace.ts';
import { check, count, flag } from './arguments.ts';
import { type Method, page } from './method.ts';

const userArguments = z.object({ user: z.string() });
const listArguments = z.object({ limit: count.max(1000).optional(), cursor: z.string().optional() });
const groupListArguments = z.object({ include_users: flag.optional(), team_id: z.string().optional() });
const groupArguments = z.object({ usergroup: z.string(), team_id: z.string().optional() });
const botArguments = z.object({ bot: z.string() });

export const peopleMethods: Record<string, Method> = {
  'auth.test': { token: 'bot', run: authTest },
  'auth.teams.list': { token: 'bot', run: teamList },
  'users.info': { token: 'bot', scope: 'users:read', run: userInfo },
  'users.list': { token: 'bot', scope: 'users:read', run: userList },
  'usergroups.list': { token: 'bot', scope: 'usergroups:read', run: groupList },
  'usergroups.users.list': { token: 'bot', scope: 'usergroups:read', run: groupUsers },
  'bots.info': { token: 'bot', scope: 'users:read', run: botInfo },
};

function authTest(core: Core): Json {
  const { workspace } = core;
  const { organisation } = workspace;
  return {
    url: `${core.baseUrl}/`,
    team: organisation?.name ?? workspace.name,
    user: workspace.botName,
    team_id: organisation?.id ?? workspace.teamId,
    ...(organisation && { enterprise_id: organisation.id }),
    user_id: workspace.app.botUserId,
    bot_id: workspace.botId,
    is_enterprise_install: organisation !== undefined,
  };
}

/** The workspaces that the app was let into. */
function teamList(core: Core, given: Json): Json {
  const { workspace } = core;
  const read = check(listArguments, given);
  const others = workspace.organisation?.otherTeams ?? [];
  const teams = [workspace.teamId, ...others].map((id) => ({
    id,
    name: id === workspace.teamId ? workspace.name : id,
  }));
  const { items, nextCursor } = page(teams, read.limit ?? 100, read.cursor);
  return { teams: items, response_metadata: { next_cursor: nextCursor } };
}

function userInfo(core: Core, given: Json): Json {
  const { user } = check(userArguments, given);
  if (core.workspace.isBot(user)) return { user: botUserPayload(core) };
  return { user: userPayload(core, core.workspace.user(user)) };
}

function userList(core: Core, given: Json): Json {
  const read = check(listArguments, given);
  const people = [SLACKBOT, ...core.workspace.users.values()].map((user) => userPayload(core, user));
  const { items, nextCursor } = page([...people, botUserPayload(core)], read.limit ?? 1000, read.cursor);
  return {
    members: items,
    cache_ts: Math.floor(core.clock.now() / 1000),
    response_metadata: { next_cursor: nextCursor },
  };
}

function groupList(core: Core, given: Json): Json {
  const { include_users: withUsers, team_id: team } = check(groupListArguments, given);
  const groups = groupsOf(core, team);
  return { usergroups: groups.map((group) => groupPayload(core, group, withUsers)) };
}

/** A token of the whole organisation must say which workspace it means; the free plan has no groups at all. */
function groupsOf({ workspace }: Core, team: string | undefined): WorkspaceUserGroup[] {
  const { organisation, teamId, userGroups, withoutUserGroups } = workspace;
  if (organisation && team === undefined) throw new SlackRefusal('missing_argument');
  if (team !== undefined && organisation?.closedTeams?.includes(team))
    throw new SlackRefusal('team_access_not_granted');
  if (withoutUserGroups) throw new SlackRefusal(withoutUserGroups);
  if (team === undefined || team === teamId) return userGroups;
  if (organisation?.otherTeams?.includes(team)) return [];
  throw new SlackRefusal('team_not_found');
}

function groupUsers(core: Core, given: Json): Json {
  const { usergroup, team_id: team } = check(groupArguments, given);
  const group = groupsOf(core, team).find(({ id }) => id === usergroup);
  if (!group) throw new SlackRefusal('no_such_subteam');
  return { users: group.users };
}

function botInfo(core: Core, given: Json): Json {
  const { workspace } = core;
  if (check(botArguments, given).bot !== workspace.botId) throw new SlackRefusal('bot_not_found');
  return {
    bot: {
      id: workspace.botId,
      deleted: false,
      name: workspace.botName,
      updated: 0,
      app_id: workspace.app.appId,
      user_id: workspace.app.botUserId,
      icons: {},
    },
  };
}

function userPayload(core: Core, user: WorkspaceUser): Json {
  const local = DateTime.fromMillis(core.clock.now(), { zone: user.tz });
  return {
    id: user.id,
    team_id: core.workspace.teamId,
    name: user.name,
    deleted: false,
    real_name: user.realName,
    tz: user.tz,
    tz_label: local.offsetNameLong ?? user.tz,
    tz_offset: local.offset * 60,
    profile: {
      real_name: user.realName,
      display_name: user.name,
      ...(user.avatar ? { image_72: user.avatar, image_192: user.avatar } : {}),
      team: core.workspace.teamId,
    },
    is_admin: user.isAdmin ?? false,
    is_owner: false,
    is_restricted: false,
    is_ultra_restricted: false,
    is_bot: false,
    is_app_user: false,
    updated: 0,
  };
}

function botUserPayload(core: Core): Json {
  const { workspace } = core;
  const { botUserId: id, appId } = workspace.app;
  const user = { id, name: workspace.botName, realName: workspace.botName, tz: 'UTC' };
  const payload = userPayload(core, user);
  const profile = { ...(payload.profile as Json), api_app_id: appId, bot_id: workspace.botId };
  return { ...payload, profile, is_bot: true };
}

function groupPayload(core: Core, group: WorkspaceUserGroup, withUsers: boolean | undefined): Json {
  return {
    id: group.id,
    team_id: core.workspace.teamId,
    is_usergroup: true,
    name: group.handle,
    description: '',
    handle: group.handle,
    is_external: false,
    date_create: 0,
    date_update: 0,
    date_delete: 0,
    user_count: group.users.length,
    ...(withUsers ? { users: group.users } : {}),
  };
}
