/** A person writes, changes or deletes a message, opens a thread, or puts a reaction. */
import type { APIMessage } from 'discord-api-types/v10';
import { lengthOf } from '../errors/issue.ts';
import { audit } from '../guild/audit.ts';
import { directChannel } from '../messages/direct.ts';
import { editMessage } from '../messages/edit.ts';
import { messageJson } from '../messages/json.ts';
import { addReaction, removeReaction } from '../messages/reactions.ts';
import { removeMessages } from '../messages/remove.ts';
import { sendMessage } from '../messages/send.ts';
import { startThread, startThreadFrom } from '../messages/threads.ts';
import { CHANNEL_TYPE, type Channel, isTextChannel } from '../state/channel.ts';
import type { Upload } from '../state/file.ts';
import { may, PERMISSION } from '../state/permissions.ts';
import type { State } from '../state/state.ts';
import { type FileInput, takeFile } from './file-input.ts';
import { ClientRefusal } from './outcome.ts';
import { channelFor, messageFor } from './view.ts';

export interface SayOptions {
  /** A message's id. */
  replyTo?: string;
  /** False: the reply does not mention whom it answers, as the switch beside it says. */
  pings?: boolean;
  files?: readonly FileInput[];
}

const TEXT_LIMIT = 2000;

export async function say(
  state: State,
  userId: string,
  channelId: string,
  text: string,
  options: SayOptions,
): Promise<APIMessage> {
  const channel = channelFor(state, userId, channelId);
  refuseSilenced(state, userId, channel);
  const length = lengthOf(text);
  if (length > TEXT_LIMIT)
    throw new ClientRefusal(`A message takes at most ${TEXT_LIMIT} characters, not ${length}.`);
  if (length === 0 && !options.files?.length) throw new ClientRefusal('There is nothing to send.');
  const files = await uploadsFrom(state, channelId, options.files ?? []);
  const body = {
    content: text,
    ...(files.size ? { attachments: describedFiles(options.files ?? []) } : {}),
    ...(options.replyTo ? { message_reference: { message_id: options.replyTo } } : {}),
    ...(options.pings === false ? { allowed_mentions: { parse: ['users'], replied_user: false } } : {}),
  };
  const message = await sendMessage(state, { channel, authorId: userId, body, files });
  return messageJson(state, message, userId);
}

/** Changes the person's own message. */
export async function edit(state: State, userId: string, messageId: string, text: string): Promise<void> {
  const message = messageFor(state, userId, messageId);
  if (message.authorId !== userId) throw new ClientRefusal('Only its author may change a message.');
  const length = lengthOf(text);
  if (length > TEXT_LIMIT)
    throw new ClientRefusal(`A message takes at most ${TEXT_LIMIT} characters, not ${length}.`);
  await editMessage(state, message, { content: text }, new Map());
}

/** Deletes the person's own message; somebody else's with the right to manage messages. */
export function erase(state: State, userId: string, messageId: string): void {
  const message = messageFor(state, userId, messageId);
  const channel = channelFor(state, userId, message.channelId);
  if (message.authorId !== userId && !may(state, userId, PERMISSION.ManageMessages, channel))
    throw new ClientRefusal('This person may not delete messages of others here.');
  removeMessages(state, channel.id, new Set([messageId]));
  if (message.authorId === userId) return;
  audit(state, {
    action: 'message-delete',
    actorId: userId,
    targetId: message.authorId,
    options: { channel_id: channel.id, count: '1' },
  });
}

/** From a message, or by itself. */
export function openThread(
  state: State,
  userId: string,
  channelId: string,
  name: string,
  messageId?: string,
): string {
  const channel = channelFor(state, userId, channelId);
  if (!may(state, userId, PERMISSION.CreatePublicThreads, channel))
    throw new ClientRefusal('This person may not open threads here.');
  const thread =
    messageId === undefined
      ? startThread(state, channel, { name, type: CHANNEL_TYPE.publicThread }, userId)
      : startThreadFrom(state, channel, messageFor(state, userId, messageId), { name }, userId);
  return thread.id;
}

export function react(state: State, userId: string, messageId: string, emoji: string): void {
  const message = messageFor(state, userId, messageId);
  if (!may(state, userId, PERMISSION.AddReactions, channelFor(state, userId, message.channelId))) {
    throw new ClientRefusal('This person may not add reactions here.');
  }
  addReaction(state, message, userId, emoji);
}

export function unreact(state: State, userId: string, messageId: string, emoji: string): void {
  removeReaction(state, messageFor(state, userId, messageId), userId, emoji);
}

/** The id of the person's direct message channel with the app. */
export function directChannelId(state: State, userId: string): string {
  return directChannel(state, userId).id;
}

function refuseSilenced(state: State, userId: string, channel: Channel): void {
  if (channel.thread?.locked && !may(state, userId, PERMISSION.ManageThreads, channel))
    throw new ClientRefusal(`The thread ${channel.name} is locked.`);
  const needed = channel.thread ? PERMISSION.SendMessagesInThreads : PERMISSION.SendMessages;
  if (isTextChannel(channel) && may(state, userId, needed, channel)) return;
  throw new ClientRefusal(`This person may not write in ${channel.name}.`);
}

async function uploadsFrom(
  state: State,
  channelId: string,
  files: readonly FileInput[],
): Promise<Map<number, Upload>> {
  const uploads = new Map<number, Upload>();
  for (const [index, file] of files.entries()) {
    const { id, name, contentType, data } = await takeFile(state, channelId, file, false);
    // The message stores its own copy; this one was only checked.
    state.files.delete(id);
    uploads.set(index, { name, contentType, data });
  }
  return uploads;
}

function describedFiles(files: readonly FileInput[]) {
  return files.map(({ description }, id) => ({ id, description: description ?? null }));
}
