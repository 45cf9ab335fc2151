/** The guild, its roles and channels. */
import { refuse } from '../../errors/discord-error.ts';
import { auditJson } from '../../guild/audit.ts';
import { channelJson, guildJson, userById } from '../../guild/json.ts';
import { requirePermission } from '../../messages/channel.ts';
import { announceChannel } from '../../messages/threads.ts';
import { ACTION } from '../../state/audit-entry.ts';
import { CHANNEL_TYPE, type Channel, type Overwrite } from '../../state/channel.ts';
import { PERMISSION } from '../../state/permissions.ts';
import { roleJson } from '../../state/role.ts';
import { compareIds } from '../../state/snowflake.ts';
import type { State } from '../../state/state.ts';
import { type Answer, type Call, created, ok, type Route } from '../route.ts';

const GUILD = '/guilds/{guild_id}';

export const GUILD_ROUTES: readonly Route[] = [
  { method: 'GET', path: GUILD, handle: (call) => ok(guildJson(inGuild(call))) },
  {
    method: 'GET',
    path: `${GUILD}/roles`,
    handle: (call) => ok([...inGuild(call).roles.values()].map(roleJson)),
  },
  { method: 'GET', path: `${GUILD}/audit-logs`, handle: listAudits },
  { method: 'GET', path: `${GUILD}/channels`, handle: listChannels },
  { method: 'POST', path: `${GUILD}/channels`, handle: createChannel },
];

/** 404 (10004) for any guild but the one. */
export function inGuild(call: Call): State {
  if (call.params.guild_id !== call.state.guild.id) throw refuse('unknownGuild');
  return call.state;
}

function listChannels(call: Call): Answer {
  const state = inGuild(call);
  const channels = [...state.channels.values()].filter(({ recipientId, thread }) => !recipientId && !thread);
  return ok(channels.map((channel) => channelJson(state, channel)));
}

interface AuditQuery {
  user_id?: string;
  target_id?: string;
  action_type?: number;
  before?: string;
  after?: string;
  limit?: number;
}

/** Newest first; with `after`, oldest first. */
function listAudits(call: Call): Answer {
  const state = inGuild(call);
  requirePermission(state, undefined, PERMISSION.ViewAuditLog);
  const { user_id, target_id, action_type, before, after, limit = 50 } = call.query as AuditQuery;
  const found = state.auditLog.filter(
    (entry) =>
      (user_id === undefined || entry.actorId === user_id) &&
      (target_id === undefined || entry.targetId === target_id) &&
      (action_type === undefined || ACTION[entry.action] === action_type) &&
      (before === undefined || compareIds(entry.id, before) < 0) &&
      (after === undefined || compareIds(entry.id, after) > 0),
  );
  const sorted = after === undefined ? found.toReversed() : found;
  const users = new Set(sorted.map(({ actorId }) => actorId));
  return ok({
    audit_log_entries: sorted.slice(0, limit).map(auditJson),
    users: [...users].map((id) => userById(state, id)),
    ...{ application_commands: [], auto_moderation_rules: [], guild_scheduled_events: [], integrations: [] },
    ...{ threads: [], webhooks: [] },
  });
}

interface ChannelBody {
  name: string;
  type?: number | null;
  topic?: string | null;
  parent_id?: string | null;
  permission_overwrites?:
    | { id: string; type?: number | null; allow?: string | null; deny?: string | null }[]
    | null;
}

function createChannel(call: Call): Answer {
  const state = inGuild(call);
  requirePermission(state, undefined, PERMISSION.ManageChannels);
  const channel = newChannel(state, call.body as ChannelBody);
  state.channels.set(channel.id, channel);
  announceChannel(state, channel, 'CHANNEL_CREATE');
  return created(channelJson(state, channel));
}

function newChannel(state: State, body: ChannelBody): Channel {
  return {
    id: state.ids.next(),
    type: body.type ?? CHANNEL_TYPE.text,
    name: body.name.toLowerCase().replaceAll(/\s+/g, '-'),
    topic: body.topic ?? null,
    parentId: body.parent_id ?? null,
    position: state.channels.size,
    slowmodeSeconds: 0,
    overwrites: (body.permission_overwrites ?? []).map(
      ({ id, type, allow, deny }): Overwrite => ({
        id,
        type: type === 1 ? 1 : 0,
        allow: BigInt(allow ?? 0),
        deny: BigInt(deny ?? 0),
      }),
    ),
    lastMessageId: null,
  };
}
