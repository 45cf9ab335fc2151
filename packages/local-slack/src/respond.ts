/** Applies what the app answers, in an acknowledgement or at a response_url. */
import { z } from 'zod';
import { messageBlocks } from './blocks/validate.ts';
import type { Core } from './core.ts';
import { isObject, objectsIn } from './json.ts';
import type { StoredMessage } from './messages.ts';
import { edit, post, remove } from './posting.ts';
import { SlackRefusal } from './refusal.ts';
import type { ResponseTarget } from './response-urls.ts';

const answerShape = z.object({
  text: z.string().optional(),
  blocks: z.array(z.unknown()).optional(),
  attachments: z.array(z.unknown()).optional(),
  response_type: z.enum(['ephemeral', 'in_channel']).optional(),
  replace_original: z.boolean().optional(),
  delete_original: z.boolean().optional(),
  thread_ts: z.string().optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
});

const LONGEST_TEXT = 40_000;

/** Whether an acknowledgement's body says anything to be shown. */
export function saysSomething(payload: unknown): boolean {
  if (typeof payload === 'string') return payload !== '';
  return isObject(payload) && ['text', 'blocks', 'attachments'].some((key) => payload[key] !== undefined);
}

/** Posts privately or in the channel, replaces or deletes the message whose button was pressed. */
export function respond(core: Core, target: ResponseTarget, body: unknown): void {
  const read = answerShape.safeParse(typeof body === 'string' ? { text: body } : body);
  if (!read.success) throw new SlackRefusal('invalid_payload');
  const answer = read.data;
  const source = sourceOf(core, target);
  if (answer.delete_original) {
    if (source) remove(core, source);
    return;
  }
  if (!answer.text && !answer.blocks && !answer.attachments) throw new SlackRefusal('no_text');
  if ((answer.text?.length ?? 0) > LONGEST_TEXT) throw new SlackRefusal('msg_too_long');
  const content = {
    text: answer.text ?? '',
    blocks: messageBlocks(answer.blocks ?? []),
    attachments: objectsIn(answer.attachments),
  };
  const { botUserId } = core.workspace.app;
  if (answer.replace_original && source) {
    edit(core, source, content, botUserId);
    return;
  }
  post(core, {
    ...content,
    channel: target.channel,
    userId: botUserId,
    byApp: true,
    subtype: 'bot_message',
    threadTs: answer.thread_ts,
    metadata: answer.metadata,
    onlyFor: answer.response_type === 'in_channel' ? undefined : target.userId,
  });
}

function sourceOf(core: Core, { channel, sourceTs, userId }: ResponseTarget): StoredMessage | undefined {
  if (sourceTs === undefined) return undefined;
  return core.messages.visibleTo(userId, channel).find(({ ts }) => ts === sourceTs);
}
