/** The files.* methods of the upload in three steps; reactions.add and pins.add. */
import { z } from 'zod';
import { messageBlocks } from '../blocks/validate.ts';
import { type Core, nowSeconds } from '../core.ts';
import type { StoredFile } from '../files.ts';
import type { Json } from '../json.ts';
import { filePayload } from '../payloads/file.ts';
import { post } from '../posting.ts';
import { addReaction } from '../reactions.ts';
import { SlackRefusal } from '../refusal.ts';
import { check, count, list, timestamp } from './arguments.ts';
import { channelForApp, type Method, requireMembership } from './method.ts';

const urlArguments = z.object({
  filename: z.string().min(1),
  length: count,
  alt_text: z.string().max(1000).optional(),
});
const completeArguments = z.object({
  files: list.pipe(z.array(z.object({ id: z.string(), title: z.string().optional() })).min(1)),
  channel_id: z.string().optional(),
  thread_ts: timestamp.optional(),
  initial_comment: z.string().optional(),
  blocks: list.optional(),
});
const fileArguments = z.object({ file: z.string() });
const pinArguments = z.object({ channel: z.string(), timestamp });
const reactionArguments = z.object({ channel: z.string(), timestamp, name: z.string().min(1) });

export const fileMethods: Record<string, Method> = {
  'files.getUploadURLExternal': { token: 'bot', scope: 'files:write', run: getUploadUrl },
  'files.completeUploadExternal': { token: 'bot', scope: 'files:write', run: completeUpload },
  'files.info': { token: 'bot', scope: 'files:read', run: fileInfo },
  'reactions.add': { token: 'bot', scope: 'reactions:write', run: react },
  'pins.add': { token: 'bot', scope: 'pins:write', run: pin },
};

function getUploadUrl(core: Core, given: Json): Json {
  const read = check(urlArguments, given);
  const file = core.files.announce({
    name: read.filename,
    altText: read.alt_text,
    length: read.length,
    userId: core.workspace.app.botUserId,
    created: nowSeconds(core),
  });
  return { upload_url: `${core.baseUrl}/upload/v1/${file.id}/${file.secret}`, file_id: file.id };
}

function completeUpload(core: Core, given: Json): Json {
  const read = check(completeArguments, given);
  const files = read.files.map(({ id, title }) => ({ file: uploadedFile(core, id), title }));
  for (const { file, title } of files) {
    file.title = title ?? file.title;
    file.completed = true;
  }
  const stored = files.map(({ file }) => file);
  if (read.channel_id !== undefined) {
    const channel = channelForApp(core, read.channel_id);
    requireMembership(core, channel);
    shareFiles(core, stored, channel.id, read);
  }
  for (const { id } of stored) core.changes.emit({ kind: 'file', file: id });
  return { files: stored.map((file) => filePayload(core, file)) };
}

interface Sharing {
  thread_ts?: string | undefined;
  initial_comment?: string | undefined;
  blocks?: unknown[] | undefined;
}

function shareFiles(core: Core, files: StoredFile[], channel: string, sharing: Sharing): void {
  const { message } = post(core, {
    channel,
    userId: core.workspace.app.botUserId,
    byApp: true,
    text: sharing.initial_comment ?? '',
    blocks: messageBlocks(sharing.blocks ?? []),
    fileIds: files.map(({ id }) => id),
    threadTs: sharing.thread_ts,
  });
  for (const file of files) file.shares.push({ channel, ts: message.ts });
}

function uploadedFile(core: Core, id: string): StoredFile {
  const file = core.files.find(id);
  const isOwn = file.userId === core.workspace.app.botUserId;
  if (!isOwn || !file.bytes || file.completed) throw new SlackRefusal('file_not_found');
  return file;
}

function fileInfo(core: Core, given: Json): Json {
  const file = core.files.find(check(fileArguments, given).file);
  if (!file.completed) throw new SlackRefusal('file_not_found');
  return { file: filePayload(core, file), comments: [] };
}

function react(core: Core, given: Json): Json {
  const read = check(reactionArguments, given);
  const channel = channelForApp(core, read.channel);
  requireMembership(core, channel);
  const message = core.messages.find(channel.id, read.timestamp);
  void addReaction(core, message, core.workspace.app.botUserId, read.name);
  return {};
}

function pin(core: Core, given: Json): Json {
  const read = check(pinArguments, given);
  const channel = channelForApp(core, read.channel);
  requireMembership(core, channel);
  const message = core.messages.find(channel.id, read.timestamp);
  if (message.isPinned) throw new SlackRefusal('already_pinned');
  message.isPinned = true;
  const { ts } = message;
  core.changes.emit({ kind: 'message', action: 'updated', channel: channel.id, ts, userId: message.userId });
  return {};
}
