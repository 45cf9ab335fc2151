/** Reactions to a message. */
import { userById } from '../../guild/json.ts';
import { requirePermission } from '../../messages/channel.ts';
import { addReaction, clearReactions, reactedBy, removeReaction } from '../../messages/reactions.ts';
import { PERMISSION } from '../../state/permissions.ts';
import { type Answer, type Call, noContent, ok, param, type Route } from '../route.ts';
import { channelOf } from './channels.ts';
import { messageOf } from './messages.ts';

const ALL = '/channels/{channel_id}/messages/{message_id}/reactions';
const ONE = `${ALL}/{emoji_name}`;
const LIMIT = { limit: 1, perMs: 250 };

export const REACTION_ROUTES: readonly Route[] = [
  { method: 'PUT', path: `${ONE}/@me`, limit: LIMIT, handle: put },
  {
    method: 'DELETE',
    path: `${ONE}/@me`,
    limit: LIMIT,
    handle: (call) => take(call, call.state.application.botUserId),
  },
  { method: 'GET', path: ONE, handle: list },
  { method: 'DELETE', path: `${ONE}/{user_id}`, limit: LIMIT, handle: takeOthers },
  { method: 'DELETE', path: ONE, limit: LIMIT, handle: clear },
  { method: 'DELETE', path: ALL, limit: LIMIT, handle: clear },
];

function put(call: Call): Answer {
  requirePermission(call.state, channelOf(call), PERMISSION.AddReactions);
  addReaction(call.state, messageOf(call), call.state.application.botUserId, param(call, 'emoji_name'));
  return noContent();
}

function list(call: Call): Answer {
  return ok(reactedBy(messageOf(call), param(call, 'emoji_name')).map((id) => userById(call.state, id)));
}

function takeOthers(call: Call): Answer {
  requirePermission(call.state, channelOf(call), PERMISSION.ManageMessages);
  return take(call, param(call, 'user_id'));
}

function take(call: Call, userId: string): Answer {
  removeReaction(call.state, messageOf(call), userId, param(call, 'emoji_name'));
  return noContent();
}

function clear(call: Call): Answer {
  requirePermission(call.state, channelOf(call), PERMISSION.ManageMessages);
  clearReactions(call.state, messageOf(call), call.params.emoji_name);
  return noContent();
}
