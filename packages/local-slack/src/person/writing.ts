/** A person writes a message, or changes one of theirs. */
import type { Core } from '../core.ts';
import type { StoredMessage } from '../messages.ts';
import { edit, type Posted, post } from '../posting.ts';
import { SlackRefusal } from '../refusal.ts';
import { richText, slackText } from './typed.ts';

export interface Writing {
  channel: string;
  /** As typed: `@name` becomes a mention. */
  typed: string;
  threadTs?: string | undefined;
  fileId?: string | undefined;
}

export function write(core: Core, userId: string, { channel, typed, threadTs, fileId }: Writing): Posted {
  const text = slackText(core.workspace, typed);
  const posted = post(core, {
    channel,
    text,
    userId,
    byApp: false,
    blocks: typed === '' ? [] : richText(text),
    threadTs,
    ...(fileId ? { fileIds: [fileId], subtype: 'file_share' } : {}),
  });
  if (fileId) core.files.find(fileId).shares.push({ channel, ts: posted.message.ts });
  return posted;
}

export function rewrite(core: Core, userId: string, message: StoredMessage, typed: string): void {
  if (message.userId !== userId || message.byApp) throw new SlackRefusal('cant_update_message');
  const text = slackText(core.workspace, typed);
  edit(core, message, { text, blocks: richText(text) }, userId);
}
