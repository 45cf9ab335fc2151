/** Messages of a channel: written, read back, edited, deleted, pinned. */
import { DiscordError, refuse } from '../../errors/discord-error.ts';
import { issue } from '../../errors/issue.ts';
import { requirePermission, requireWritable, visibleMessage } from '../../messages/channel.ts';
import { editMessage } from '../../messages/edit.ts';
import { isReadableWithoutIntent, messageJson, withoutContent } from '../../messages/json.ts';
import { announceMessage } from '../../messages/publish.ts';
import { bulkRemove, removeMessages } from '../../messages/remove.ts';
import { sendMessage } from '../../messages/send.ts';
import type { MessageBody } from '../../rules/message.ts';
import type { Message } from '../../state/message.ts';
import { may, PERMISSION } from '../../state/permissions.ts';
import { compareIds } from '../../state/snowflake.ts';
import type { State } from '../../state/state.ts';
import { type Answer, type Call, noContent, ok, param, type Route } from '../route.ts';
import { channelOf } from './channels.ts';

const ALL = '/channels/{channel_id}/messages';
const ONE = `${ALL}/{message_id}`;

export const MESSAGE_ROUTES: readonly Route[] = [
  { method: 'POST', path: ALL, limit: { limit: 5, perMs: 5_000 }, handle: send },
  { method: 'GET', path: ALL, handle: list },
  { method: 'POST', path: `${ALL}/bulk-delete`, limit: { limit: 1, perMs: 1_000 }, handle: bulkDelete },
  { method: 'GET', path: `${ALL}/pins`, handle: pins },
  { method: 'PUT', path: `${ALL}/pins/{message_id}`, handle: (call) => pin(call, true) },
  { method: 'DELETE', path: `${ALL}/pins/{message_id}`, handle: (call) => pin(call, false) },
  { method: 'GET', path: ONE, handle: (call) => ok(shown(call.state, messageOf(call))) },
  { method: 'PATCH', path: ONE, limit: { limit: 5, perMs: 5_000 }, handle: edit },
  { method: 'DELETE', path: ONE, limit: { limit: 5, perMs: 1_000 }, handle: remove },
];

export function messageOf(call: Call): Message {
  return visibleMessage(call.state, channelOf(call), param(call, 'message_id'));
}

async function send(call: Call): Promise<Answer> {
  const { state, files } = call;
  const channel = channelOf(call);
  const body = call.body as MessageBody;
  requireWritable(state, channel);
  if (files.size > 0) requirePermission(state, channel, PERMISSION.AttachFiles);
  if (body.message_reference) requirePermission(state, channel, PERMISSION.ReadMessageHistory);
  const message = await sendMessage(state, { channel, authorId: state.application.botUserId, body, files });
  return ok(messageJson(state, message));
}

async function edit(call: Call): Promise<Answer> {
  const message = messageOf(call);
  if (message.authorId !== call.state.application.botUserId) throw refuse('otherUsersMessage');
  const edited = await editMessage(call.state, message, call.body as MessageBody, call.files);
  return ok(messageJson(call.state, edited));
}

function remove(call: Call): Answer {
  const { state } = call;
  const message = messageOf(call);
  const own = message.authorId === state.application.botUserId;
  if (!own) requirePermission(state, channelOf(call), PERMISSION.ManageMessages);
  removeMessages(state, message.channelId, new Set([message.id]));
  return noContent();
}

function bulkDelete(call: Call): Answer {
  const channel = channelOf(call);
  requirePermission(call.state, channel, PERMISSION.ManageMessages);
  const { messages } = call.body as { messages: (string | number)[] };
  bulkRemove(call.state, channel.id, messages.map(String), call.reason);
  return noContent();
}

interface Page {
  around?: string;
  before?: string;
  after?: string;
  limit?: number;
}

/** Newest first. Without the right to read the history the list is empty. */
function list(call: Call): Answer {
  const { state } = call;
  const channel = channelOf(call);
  if (!may(state, state.application.botUserId, PERMISSION.ReadMessageHistory, channel)) return ok([]);
  const visible = (state.messages.get(channel.id) ?? []).filter((message) => !message.visibleTo);
  return ok(page(visible, call.query as Page).map((message) => shown(state, message)));
}

function page(messages: Message[], { around, before, after, limit = 50 }: Page): Message[] {
  if ([around, before, after].filter((bound) => bound !== undefined).length > 1) {
    const message = 'before, after and around are mutually exclusive.';
    throw new DiscordError('invalidForm', [issue(['_query'], 'BASE_TYPE_MUTUALLY_EXCLUSIVE', message)]);
  }
  if (after !== undefined)
    return messages
      .filter(({ id }) => compareIds(id, after) > 0)
      .slice(0, limit)
      .reverse();
  if (before !== undefined)
    return messages
      .filter(({ id }) => compareIds(id, before) < 0)
      .slice(-limit)
      .reverse();
  if (around !== undefined) return middle(messages, around, limit);
  return messages.slice(-limit).reverse();
}

function middle(messages: Message[], around: string, limit: number): Message[] {
  const half = Math.floor(limit / 2);
  const older = messages.filter(({ id }) => compareIds(id, around) <= 0).slice(-(half + 1));
  const newer = messages.filter(({ id }) => compareIds(id, around) > 0).slice(0, half);
  return [...older, ...newer].slice(-limit).reverse();
}

/** An app without the message content intent reads others' messages blank here too. */
function shown(state: State, message: Message) {
  const json = messageJson(state, message);
  return state.application.intents.messageContent || isReadableWithoutIntent(state, message)
    ? json
    : withoutContent(json);
}

function pins(call: Call): Answer {
  const pinned = (call.state.messages.get(channelOf(call).id) ?? [])
    .filter((message) => message.pinned)
    .reverse();
  const items = pinned.map((message) => ({
    pinned_at: new Date(message.createdAt).toISOString(),
    message: shown(call.state, message),
  }));
  return ok({ items, has_more: false });
}

function pin(call: Call, pinned: boolean): Answer {
  const message = messageOf(call);
  requirePermission(call.state, channelOf(call), PERMISSION.PinMessages);
  message.pinned = pinned;
  announceMessage(call.state, message, 'MESSAGE_UPDATE');
  return noContent();
}
