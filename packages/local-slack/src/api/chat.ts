/** The chat.* methods. */
import { z } from 'zod';
import { messageBlocks, refuseTooLongInAll } from '../blocks/validate.ts';
import type { Core } from '../core.ts';
import { type Json, objectsIn } from '../json.ts';
import type { StoredMessage } from '../messages.ts';
import { messagePayload } from '../payloads/message.ts';
import { edit, post, remove } from '../posting.ts';
import { SlackRefusal } from '../refusal.ts';
import type { Channel } from '../workspace.ts';
import { check, flag, list, object, timestamp } from './arguments.ts';
import { channelForApp, type Method, requireMembership, requireScope } from './method.ts';

const LONGEST_POSTED_TEXT = 40_000;
/** chat.update takes less than chat.postMessage. */
const LONGEST_UPDATED_TEXT = 4_000;
const LARGEST_METADATA_BYTES = 16_000;

const content = {
  text: z.string().optional(),
  blocks: list.optional(),
  attachments: list.optional(),
};
const postArguments = z.object({
  channel: z.string(),
  ...content,
  thread_ts: timestamp.optional(),
  reply_broadcast: flag.optional(),
  metadata: object.optional(),
  username: z.string().optional(),
});
const ephemeralArguments = z.object({
  channel: z.string(),
  user: z.string(),
  ...content,
  thread_ts: timestamp.optional(),
});
const updateArguments = z.object({
  channel: z.string(),
  ts: timestamp,
  ...content,
  metadata: object.optional(),
});
const placeArguments = z.object({ channel: z.string(), ts: timestamp });
const permalinkArguments = z.object({ channel: z.string(), message_ts: timestamp });

export const chatMethods: Record<string, Method> = {
  'chat.postMessage': { token: 'bot', scope: 'chat:write', run: postMessage },
  'chat.postEphemeral': { token: 'bot', scope: 'chat:write', run: postEphemeral },
  'chat.update': { token: 'bot', scope: 'chat:write', run: update },
  'chat.delete': { token: 'bot', scope: 'chat:write', run: deleteMessage },
  'chat.getPermalink': { token: 'bot', run: getPermalink },
};

function postMessage(core: Core, given: Json): Json {
  const read = check(postArguments, given);
  const channel = writableChannel(core, read.channel);
  if (read.username !== undefined) requireScope(core, 'chat:write.customize');
  const { message } = post(core, {
    ...readContent(read, LONGEST_POSTED_TEXT),
    channel: channel.id,
    userId: core.workspace.app.botUserId,
    byApp: true,
    username: read.username,
    subtype: read.username === undefined ? undefined : 'bot_message',
    threadTs: threadOf(core, channel, read.thread_ts),
    broadcast: read.thread_ts !== undefined && read.reply_broadcast,
    metadata: readMetadata(read.metadata),
  });
  return { channel: channel.id, ts: message.ts, message: messagePayload(core, message) };
}

function postEphemeral(core: Core, given: Json): Json {
  const read = check(ephemeralArguments, given);
  const channel = writableChannel(core, read.channel);
  if (!channel.members.has(read.user)) throw new SlackRefusal('user_not_in_channel');
  const { message } = post(core, {
    ...readContent(read, LONGEST_POSTED_TEXT),
    channel: channel.id,
    userId: core.workspace.app.botUserId,
    byApp: true,
    threadTs: read.thread_ts,
    onlyFor: read.user,
  });
  return { message_ts: message.ts };
}

function update(core: Core, given: Json): Json {
  const read = check(updateArguments, given);
  const message = ownMessage(core, read.channel, read.ts, 'cant_update_message');
  const { text, blocks, attachments } = readContent(read, LONGEST_UPDATED_TEXT);
  // What is left out stays as it was; an empty list removes.
  const change = {
    text: read.text === undefined ? message.text : text,
    blocks: read.blocks === undefined ? message.blocks : blocks,
    attachments: read.attachments === undefined ? message.attachments : attachments,
    metadata: read.metadata === undefined ? message.metadata : readMetadata(read.metadata),
  };
  edit(core, message, change, core.workspace.app.botUserId);
  return {
    channel: message.channel,
    ts: message.ts,
    text: message.text,
    message: messagePayload(core, message),
  };
}

function deleteMessage(core: Core, given: Json): Json {
  const read = check(placeArguments, given);
  const message = ownMessage(core, read.channel, read.ts, 'cant_delete_message');
  remove(core, message);
  return { channel: message.channel, ts: message.ts };
}

function getPermalink(core: Core, given: Json): Json {
  const read = check(permalinkArguments, given);
  const channel = channelForApp(core, read.channel);
  const message = publicMessage(core, channel, read.message_ts);
  const place = `${core.baseUrl}/archives/${channel.id}/p${message.ts.replace('.', '')}`;
  const thread = message.threadTs ? `?thread_ts=${message.threadTs}&cid=${channel.id}` : '';
  return { channel: channel.id, permalink: place + thread };
}

function writableChannel(core: Core, reference: string): Channel {
  const channel = channelForApp(core, reference);
  const anywhere = core.installation.scopes?.includes('chat:write.public') && channel.kind === 'public';
  if (!anywhere) requireMembership(core, channel);
  if (channel.isArchived) throw new SlackRefusal('is_archived');
  return channel;
}

interface GivenContent {
  text?: string | undefined;
  blocks?: unknown[] | undefined;
  attachments?: unknown[] | undefined;
}

function readContent(given: GivenContent, longestText: number) {
  const { text, blocks, attachments } = given;
  if (!text && !blocks?.length && !attachments?.length) throw new SlackRefusal('no_text');
  if (text !== undefined && text.length > longestText) throw new SlackRefusal('msg_too_long');
  const checked = messageBlocks(blocks ?? []);
  refuseTooLongInAll(checked);
  return { text: text ?? '', blocks: checked, attachments: objectsIn(attachments) };
}

function readMetadata(metadata: Json | undefined): Json | undefined {
  if (!metadata || Object.keys(metadata).length === 0) return undefined;
  const isComplete = typeof metadata.event_type === 'string' && metadata.event_payload !== undefined;
  if (!isComplete) throw new SlackRefusal('invalid_metadata_format');
  if (JSON.stringify(metadata).length > LARGEST_METADATA_BYTES) throw new SlackRefusal('metadata_too_large');
  return metadata;
}

/** A reply to a reply goes to the thread's first message. */
function threadOf(core: Core, channel: Channel, threadTs: string | undefined): string | undefined {
  if (threadTs === undefined) return undefined;
  const parent = core.messages.history(channel.id).find(({ ts }) => ts === threadTs);
  if (!parent) throw new SlackRefusal('cannot_reply_to_message');
  return parent.threadTs ?? parent.ts;
}

function publicMessage(core: Core, channel: Channel, ts: string): StoredMessage {
  const message = core.messages.find(channel.id, ts);
  if (message.onlyFor) throw new SlackRefusal('message_not_found');
  return message;
}

function ownMessage(core: Core, reference: string, ts: string, refusal: string): StoredMessage {
  const message = publicMessage(core, channelForApp(core, reference), ts);
  if (!message.byApp) throw new SlackRefusal(refusal);
  return message;
}
