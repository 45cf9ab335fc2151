/** How the API shows a message, seen by one person (whose reactions are `me`). */
import type { APIAttachment, APIMessage } from 'discord-api-types/v10';
import { channelJson, userById } from '../guild/json.ts';
import { fileUrl } from '../http/cdn.ts';
import type { StoredFile } from '../state/file.ts';
import { INTERACTION } from '../state/interaction.ts';
import { bareMemberJson } from '../state/member.ts';
import type { Message, MessageInteraction } from '../state/message.ts';
import { findMessage, type State } from '../state/state.ts';
import { withFileUrls } from './files.ts';

export function messageJson(
  state: State,
  message: Message,
  viewerId = state.application.botUserId,
): APIMessage {
  const embeds = withFileUrls(state, message.embeds, message.fileIds);
  const components = withFileUrls(state, message.components, message.fileIds);
  const json = {
    id: message.id,
    channel_id: message.channelId,
    author: userById(state, message.authorId),
    type: message.type,
    content: message.content,
    timestamp: new Date(message.createdAt).toISOString(),
    edited_timestamp: message.editedAt === null ? null : new Date(message.editedAt).toISOString(),
    flags: message.flags,
    tts: message.tts,
    embeds,
    components,
    attachments: visibleFiles(state, message, JSON.stringify(embeds)).map((file) =>
      attachmentJson(state, file),
    ),
    ...mentionsJson(state, message),
    pinned: message.pinned,
    ...(message.reactions.length > 0 ? { reactions: reactionsJson(message, viewerId) } : {}),
    ...(message.nonce === undefined ? {} : { nonce: message.nonce }),
    ...originJson(state, message),
    ...referenceJson(state, message, viewerId),
    ...threadJson(state, message),
  };
  // Components are kept loosely typed; they were checked when they came in.
  return json as unknown as APIMessage;
}

/** As gateway events carry it. */
export function messageEventJson(state: State, message: Message): Record<string, unknown> {
  const member = state.members.get(message.authorId);
  const channel = state.channels.get(message.channelId);
  const inGuild = !channel?.recipientId;
  return {
    ...messageJson(state, message),
    channel_type: channel?.type,
    ...(inGuild ? { guild_id: state.guild.id } : {}),
    ...(inGuild && member ? { member: bareMemberJson(member) } : {}),
  };
}

/** What is left of somebody else's message for an app without the content intent. */
export function withoutContent<T extends object>(json: T): T {
  return { ...json, content: '', embeds: [], attachments: [], components: [] };
}

/** Own messages, mentions and direct messages can be read without the intent. */
export function isReadableWithoutIntent(state: State, message: Message): boolean {
  const { botUserId } = state.application;
  const direct = Boolean(state.channels.get(message.channelId)?.recipientId);
  return direct || message.authorId === botUserId || message.mentions.userIds.includes(botUserId);
}

export function attachmentJson(state: State, file: StoredFile): APIAttachment {
  const url = fileUrl(state, file);
  return {
    id: file.id,
    filename: file.name,
    size: file.data.byteLength,
    url,
    proxy_url: url,
    content_type: file.contentType,
    ...(file.width && file.height ? { width: file.width, height: file.height } : {}),
    ...(file.description === null ? {} : { description: file.description }),
    ...(file.title === null ? {} : { title: file.title }),
    ...(file.ephemeral ? { ephemeral: true } : {}),
  };
}

/** A file that an embed shows is not listed as an attachment too. */
function visibleFiles(state: State, message: Message, shown: string): StoredFile[] {
  return message.fileIds.flatMap((id) => {
    const file = state.files.get(id);
    return file && !shown.includes(`/${id}/`) ? [file] : [];
  });
}

function mentionsJson(state: State, { mentions }: Message) {
  return {
    mentions: mentions.userIds.map((id) => userById(state, id)),
    mention_roles: mentions.roleIds,
    mention_everyone: mentions.everyone,
  };
}

function reactionsJson(message: Message, viewerId: string) {
  return message.reactions.map(({ emoji, userIds }) => ({
    emoji,
    count: userIds.length,
    count_details: { burst: 0, normal: userIds.length },
    me: userIds.includes(viewerId),
    me_burst: false,
    burst_colors: [],
  }));
}

function originJson(state: State, message: Message): Record<string, unknown> {
  if (!message.applicationId) return {};
  const base = { application_id: message.applicationId, webhook_id: message.applicationId };
  if (!message.interaction) return base;
  const { interaction } = message;
  return {
    ...base,
    interaction_metadata: metadataJson(state, interaction),
    ...(interaction.type === INTERACTION.command
      ? {
          interaction: {
            id: interaction.id,
            type: interaction.type,
            name: interaction.commandName ?? '',
            user: userById(state, interaction.userId),
          },
        }
      : {}),
  };
}

function metadataJson(state: State, interaction: MessageInteraction): Record<string, unknown> {
  return {
    id: interaction.id,
    type: interaction.type,
    user: userById(state, interaction.userId),
    authorizing_integration_owners: { 0: state.guild.id },
    original_response_message_id: interaction.originalResponseMessageId,
    interacted_message_id: interaction.interactedMessageId,
    target_message_id: interaction.targetMessageId,
    target_user: interaction.targetUserId ? userById(state, interaction.targetUserId) : undefined,
    triggering_interaction_metadata: interaction.triggering
      ? metadataJson(state, interaction.triggering)
      : undefined,
  };
}

function referenceJson(state: State, { reference }: Message, viewerId: string): Record<string, unknown> {
  if (!reference) return {};
  const target = findMessage(state, reference.channelId, reference.messageId);
  return {
    message_reference: {
      type: 0,
      message_id: reference.messageId,
      channel_id: reference.channelId,
      guild_id: state.guild.id,
    },
    referenced_message: target
      ? messageJson(state, { ...target, reference: undefined } as Message, viewerId)
      : null,
  };
}

function threadJson(state: State, message: Message): Record<string, unknown> {
  const thread = state.channels.get(message.id);
  return thread ? { thread: channelJson(state, thread) } : {};
}
