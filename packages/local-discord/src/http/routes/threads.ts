/** Threads, from a message or by themselves, and who is in them. */
import { refuse } from '../../errors/discord-error.ts';
import { channelJson } from '../../guild/json.ts';
import { requirePermission } from '../../messages/channel.ts';
import { startThread, startThreadFrom, type ThreadBody } from '../../messages/threads.ts';
import type { Thread } from '../../state/channel.ts';
import { PERMISSION } from '../../state/permissions.ts';
import { type Answer, type Call, created, noContent, ok, param, type Route } from '../route.ts';
import { channelOf } from './channels.ts';
import { messageOf } from './messages.ts';

const MEMBERS = '/channels/{channel_id}/thread-members';

export const THREAD_ROUTES: readonly Route[] = [
  { method: 'POST', path: '/channels/{channel_id}/messages/{message_id}/threads', handle: fromMessage },
  { method: 'POST', path: '/channels/{channel_id}/threads', handle: alone },
  { method: 'GET', path: '/guilds/{guild_id}/threads/active', handle: active },
  { method: 'PUT', path: `${MEMBERS}/@me`, handle: (call) => join(call, call.state.application.botUserId) },
  { method: 'PUT', path: `${MEMBERS}/{user_id}`, handle: (call) => join(call, param(call, 'user_id')) },
  {
    method: 'DELETE',
    path: `${MEMBERS}/@me`,
    handle: (call) => leave(call, call.state.application.botUserId),
  },
  { method: 'DELETE', path: `${MEMBERS}/{user_id}`, handle: (call) => leave(call, param(call, 'user_id')) },
];

function fromMessage(call: Call): Answer {
  requirePermission(call.state, channelOf(call), PERMISSION.CreatePublicThreads);
  const thread = startThreadFrom(call.state, channelOf(call), messageOf(call), call.body as ThreadBody);
  return created(channelJson(call.state, thread));
}

function alone(call: Call): Answer {
  requirePermission(call.state, channelOf(call), PERMISSION.CreatePrivateThreads);
  return created(channelJson(call.state, startThread(call.state, channelOf(call), call.body as ThreadBody)));
}

function active({ state }: Call): Answer {
  const threads = [...state.channels.values()].filter(({ thread }) => thread && !thread.archived);
  return ok({ threads: threads.map((channel) => channelJson(state, channel)), members: [] });
}

function join(call: Call, userId: string): Answer {
  const thread = threadOf(call);
  if (!call.state.members.has(userId)) throw refuse('unknownMember');
  if (!thread.memberIds.includes(userId)) thread.memberIds.push(userId);
  return noContent();
}

function leave(call: Call, userId: string): Answer {
  const thread = threadOf(call);
  thread.memberIds = thread.memberIds.filter((id) => id !== userId);
  return noContent();
}

function threadOf(call: Call): Thread {
  const { thread } = channelOf(call);
  if (!thread) throw refuse('unknownChannel');
  return thread;
}
