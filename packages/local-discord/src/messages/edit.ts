/** Changes a message in place. */
import { refuse, refuseInvalid } from '../errors/discord-error.ts';
import { type MessageBody, messageIssues } from '../rules/message.ts';
import type { Upload } from '../state/file.ts';
import { FLAG, hasFlag, type Message } from '../state/message.ts';
import type { State } from '../state/state.ts';
import { settableFlags, storedComponents, storedEmbeds } from './compose.ts';
import { resolveFiles } from './files.ts';
import { mentionsIn, wordsIn } from './mentions.ts';
import { announceMessage } from './publish.ts';

/** What the body leaves out stays as it was. The components v2 flag can be set, never taken away. */
export async function editMessage(
  state: State,
  message: Message,
  body: MessageBody,
  files: Map<number, Upload>,
): Promise<Message> {
  const names = [...[...files.keys()].map(String), ...message.fileIds];
  refuseInvalid(messageIssues(body, { flags: message.flags, fileIds: names }));
  const touched = files.size > 0 || body.attachments != null;
  const place = { channelId: message.channelId, ephemeral: Boolean(message.visibleTo) };
  const fileIds = touched
    ? await resolveFiles(state, files, place, body.attachments, message.fileIds)
    : message.fileIds;
  const edited = changed(state, message, body, fileIds);
  if (isEmpty(edited)) throw refuse('emptyMessage');
  Object.assign(message, edited);
  announceMessage(state, message, 'MESSAGE_UPDATE');
  return message;
}

function changed(state: State, message: Message, body: MessageBody, fileIds: string[]): Message {
  const content = body.content === undefined ? message.content : (body.content ?? '').trim();
  const flags = flagsAfter(message.flags, body.flags);
  const embeds = body.embeds === undefined ? message.embeds : storedEmbeds(body.embeds);
  return {
    ...message,
    content,
    flags,
    embeds: hasFlag(flags, FLAG.suppressEmbeds) ? [] : embeds,
    components: body.components === undefined ? message.components : storedComponents(body.components),
    fileIds,
    mentions: mentionsIn(
      state,
      `${content}\n${wordsIn(body.components ?? message.components)}`,
      body.allowed_mentions,
      undefined,
    ),
    editedAt: hasFlag(message.flags, FLAG.loading) ? null : state.clock.now(),
  };
}

function flagsAfter(before: number, said: number | null | undefined): number {
  const fixed = before & ~FLAG.loading & ~(said == null ? 0 : FLAG.suppressEmbeds);
  return fixed | (settableFlags(said) & (FLAG.suppressEmbeds | FLAG.componentsV2));
}

function isEmpty({ content, embeds, components, fileIds, flags }: Message): boolean {
  const nothing = !content && !embeds.length && !components.length && !fileIds.length;
  return nothing && !hasFlag(flags, FLAG.suppressEmbeds);
}
