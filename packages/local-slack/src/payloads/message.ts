/** A message as Slack shows it to the app, in history and in events. */
import type { Core } from '../core.ts';
import { type Json, withoutUndefined } from '../json.ts';
import type { StoredMessage } from '../messages.ts';
import { filePayload } from './file.ts';

/** `withMetadata` stands for `include_all_metadata`; otherwise only the event type is told. */
export function messagePayload(core: Core, message: StoredMessage, withMetadata = true): Json {
  const files = message.fileIds.map((id) => filePayload(core, core.files.find(id)));
  const { metadata } = message;
  return withoutUndefined({
    type: 'message',
    subtype: message.subtype,
    user: message.userId,
    ts: message.ts,
    client_msg_id: message.clientMessageId,
    text: message.text,
    team: core.workspace.teamId,
    ...(message.byApp ? authorship(core, message) : {}),
    blocks: nonEmpty(message.blocks),
    attachments: nonEmpty(message.attachments),
    files: nonEmpty(files),
    ...(files.length > 0 ? { upload: false } : {}),
    edited: message.edited,
    metadata: metadata && !withMetadata ? { event_type: metadata.event_type } : metadata,
    reactions: nonEmpty(message.reactions.map((found) => ({ ...found, count: found.users.length }))),
    ...threadFields(core, message),
  });
}

function authorship(core: Core, message: StoredMessage): Json {
  const { workspace } = core;
  return {
    bot_id: workspace.botId,
    app_id: workspace.app.appId,
    username: message.username,
    bot_profile: {
      id: workspace.botId,
      app_id: workspace.app.appId,
      name: workspace.botName,
      icons: {},
      deleted: false,
      updated: 0,
      team_id: workspace.teamId,
    },
  };
}

function threadFields(core: Core, message: StoredMessage): Json {
  if (message.threadTs && message.threadTs !== message.ts) {
    const parent = core.messages.history(message.channel).find(({ ts }) => ts === message.threadTs);
    return { thread_ts: message.threadTs, parent_user_id: parent?.userId };
  }
  const replies = core.messages.replies(message.channel, message.ts);
  const latest = replies.at(-1);
  if (!latest) return {};
  const users = [...new Set(replies.map(({ userId }) => userId))];
  return {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users_count: users.length,
    latest_reply: latest.ts,
    reply_users: users,
    is_locked: false,
    subscribed: false,
  };
}

function nonEmpty<T>(items: T[]): T[] | undefined {
  return items.length > 0 ? items : undefined;
}
