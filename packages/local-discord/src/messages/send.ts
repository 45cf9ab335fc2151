/** Writes a new message into a channel, whoever its author is. */
import { DiscordError, refuse, refuseInvalid } from '../errors/discord-error.ts';
import { issue } from '../errors/issue.ts';
import { type MessageBody, messageIssues } from '../rules/message.ts';
import type { Channel } from '../state/channel.ts';
import type { Upload } from '../state/file.ts';
import { FLAG, hasFlag, type Message, type MessageInteraction } from '../state/message.ts';
import { findMessage, type State } from '../state/state.ts';
import { settableFlags, storedComponents, storedEmbeds } from './compose.ts';
import { resolveFiles } from './files.ts';
import { mentionsIn, wordsIn } from './mentions.ts';
import { announceMessage } from './publish.ts';

export interface NewMessage {
  channel: Channel;
  authorId: string;
  body: MessageBody;
  files: Map<number, Upload>;
  /** Set when an interaction's token writes. */
  interaction?: MessageInteraction;
  visibleTo?: string;
  /** Shows "thinking…" until it is edited. */
  loading?: boolean;
  type?: number;
}

const NONCE_LIVES_MS = 5 * 60_000;
const REPLY = 19;
const COMMAND_ANSWER = 20;

/** The stored message. With `enforce_nonce` and a nonce that was used minutes ago, the earlier one. */
export async function sendMessage(state: State, draft: NewMessage): Promise<Message> {
  const { body, channel } = draft;
  const names = [...draft.files.keys()].map(String);
  refuseInvalid(messageIssues(body, { flags: 0, fileIds: names }));
  if (!draft.loading && isEmpty(body, draft.files.size)) throw refuse('emptyMessage');
  const reference = referenceOf(state, draft);
  const twin = twinOf(state, draft);
  if (twin) return twin;
  const place = { channelId: channel.id, ephemeral: Boolean(draft.visibleTo) };
  const fileIds = draft.files.size ? await resolveFiles(state, draft.files, place, body.attachments) : [];
  // Asked again: reading an image takes a moment, in which the same nonce may have come twice.
  const message = twinOf(state, draft) ?? store(state, draft, fileIds, reference);
  return message;
}

function store(state: State, draft: NewMessage, fileIds: string[], reference: Message['reference']): Message {
  const message = newMessage(state, draft, fileIds, reference);
  const list = state.messages.get(draft.channel.id);
  if (list) list.push(message);
  else state.messages.set(draft.channel.id, [message]);
  draft.channel.lastMessageId = message.id;
  announceMessage(state, message, 'MESSAGE_CREATE');
  return message;
}

function newMessage(
  state: State,
  draft: NewMessage,
  fileIds: string[],
  reference: Message['reference'],
): Message {
  const { body, channel, authorId } = draft;
  const content = (body.content ?? '').trim();
  const repliedTo = reference && findMessage(state, reference.channelId, reference.messageId)?.authorId;
  const flags = settableFlags(body.flags) & ~FLAG.ephemeral;
  return {
    id: state.ids.next(),
    channelId: channel.id,
    authorId,
    type: draft.type ?? typeOf(draft, reference),
    content,
    createdAt: state.clock.now(),
    editedAt: null,
    flags: flags | (draft.visibleTo ? FLAG.ephemeral : 0) | (draft.loading ? FLAG.loading : 0),
    tts: body.tts ?? false,
    embeds: hasFlag(flags, FLAG.suppressEmbeds) ? [] : storedEmbeds(body.embeds),
    components: storedComponents(body.components),
    fileIds,
    mentions: mentionsIn(state, `${content}\n${wordsIn(body.components)}`, body.allowed_mentions, repliedTo),
    ...(body.nonce == null ? {} : { nonce: body.nonce }),
    pinned: false,
    reactions: [],
    ...(reference ? { reference } : {}),
    ...(draft.interaction ? { interaction: draft.interaction, applicationId: state.application.id } : {}),
    ...(draft.visibleTo ? { visibleTo: draft.visibleTo } : {}),
  };
}

function typeOf(draft: NewMessage, reference: Message['reference']): number {
  if (reference) return REPLY;
  const first = draft.interaction && !draft.interaction.originalResponseMessageId;
  return first && draft.interaction?.commandName ? COMMAND_ANSWER : 0;
}

function isEmpty(body: MessageBody, files: number): boolean {
  const text = (body.content ?? '').trim();
  return (
    !text &&
    !body.embeds?.length &&
    !body.components?.length &&
    !body.sticker_ids?.length &&
    !body.poll &&
    files === 0
  );
}

function referenceOf(state: State, { body, channel }: NewMessage): Message['reference'] {
  const said = body.message_reference;
  if (!said) return undefined;
  const target = findMessage(state, said.channel_id ?? channel.id, said.message_id);
  if (target && !target.visibleTo) return { messageId: target.id, channelId: target.channelId };
  if (said.fail_if_not_exists === false) return undefined;
  throw new DiscordError('invalidForm', [
    issue(['message_reference'], 'MESSAGE_REFERENCE_UNKNOWN_MESSAGE', 'Unknown message'),
  ]);
}

function twinOf(state: State, { body, channel, authorId }: NewMessage): Message | undefined {
  if (!body.enforce_nonce || body.nonce == null) return undefined;
  const since = state.clock.now() - NONCE_LIVES_MS;
  return state.messages
    .get(channel.id)
    ?.findLast(
      (message) =>
        message.authorId === authorId &&
        String(message.nonce) === String(body.nonce) &&
        message.createdAt >= since,
    );
}
