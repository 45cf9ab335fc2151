/** What Discord refuses in a message beyond what the types and limits of its fields say. */
import type { APIEmbed } from 'discord-api-types/v10';
import { type Issue, issue, lengthOf, tooLong } from '../errors/issue.ts';
import type { Component } from '../state/component.ts';
import { FLAG, hasFlag } from '../state/message.ts';
import { legacyIssues, v2Issues } from './components.ts';

export interface MessageBody {
  content?: string | null;
  embeds?: APIEmbed[] | null;
  components?: Component[] | null;
  attachments?: AttachmentBody[] | null;
  allowed_mentions?: AllowedMentions | null;
  flags?: number | null;
  message_reference?: {
    message_id: string;
    channel_id?: string | null;
    fail_if_not_exists?: boolean | null;
    type?: number | null;
  } | null;
  nonce?: string | number | null;
  enforce_nonce?: boolean | null;
  tts?: boolean | null;
  sticker_ids?: string[] | null;
  poll?: unknown;
}

export interface AttachmentBody {
  id: string | number;
  filename?: string | null;
  description?: string | null;
  title?: string | null;
  is_spoiler?: boolean | null;
}

export interface AllowedMentions {
  parse?: string[] | null;
  users?: string[] | null;
  roles?: string[] | null;
  replied_user?: boolean | null;
}

const CONTENT_LIMIT = 2000;
const EMBEDS_LIMIT = 6000;
const ALT_TEXT_LIMIT = 1024;

/** `known` are the flags that an edited message already has, `fileIds` what its attachments may name. */
export function messageIssues(
  body: MessageBody,
  known: { flags: number; fileIds: readonly string[] },
): Issue[] {
  const v2 = hasFlag((body.flags ?? 0) | known.flags, FLAG.componentsV2);
  return [
    ...contentIssues(body),
    ...embedIssues(body.embeds ?? []),
    ...mentionIssues(body.allowed_mentions),
    ...attachmentIssues(body.attachments ?? [], known.fileIds),
    ...(v2
      ? [...legacyFieldIssues(body), ...v2Issues(body.components ?? [])]
      : legacyIssues(body.components ?? [])),
  ];
}

function contentIssues({ content }: MessageBody): Issue[] {
  return content && lengthOf(content) > CONTENT_LIMIT ? [tooLong(['content'], CONTENT_LIMIT)] : [];
}

function embedIssues(embeds: APIEmbed[]): Issue[] {
  const empty = embeds.flatMap((embed, index) =>
    isEmptyEmbed(embed)
      ? [issue(['embeds', index, 'description'], 'BASE_TYPE_REQUIRED', 'This field is required')]
      : [],
  );
  const total = embeds.reduce((sum, embed) => sum + embedLength(embed), 0);
  if (total <= EMBEDS_LIMIT) return empty;
  return [
    ...empty,
    issue(['embeds'], 'MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of ${EMBEDS_LIMIT}`),
  ];
}

function embedLength(embed: APIEmbed): number {
  const fields = (embed.fields ?? []).flatMap((field) => [field.name, field.value]);
  const texts = [embed.title, embed.description, embed.footer?.text, embed.author?.name, ...fields];
  return texts.reduce((sum, text) => sum + lengthOf(text ?? ''), 0);
}

function isEmptyEmbed(embed: APIEmbed): boolean {
  const { title, description, fields, image, thumbnail, footer, author, video } = embed;
  return ![title, description, fields?.length, image, thumbnail, footer, author, video].some(Boolean);
}

function mentionIssues(allowed: AllowedMentions | null | undefined): Issue[] {
  return (['users', 'roles'] as const).flatMap((kind) => {
    const both = allowed?.parse?.includes(kind) && (allowed[kind]?.length ?? 0) > 0;
    if (!both) return [];
    const message = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`;
    return [issue(['allowed_mentions'], 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', message)];
  });
}

function attachmentIssues(attachments: AttachmentBody[], fileIds: readonly string[]): Issue[] {
  return attachments.flatMap(({ id, description }, index) => [
    ...(fileIds.includes(String(id))
      ? []
      : [
          issue(
            ['attachments', index, 'id'],
            'ATTACHMENT_NOT_FOUND',
            `Attachment data for id: ${id} not found`,
          ),
        ]),
    ...(description && lengthOf(description) > ALT_TEXT_LIMIT
      ? [tooLong(['attachments', index, 'description'], ALT_TEXT_LIMIT)]
      : []),
  ]);
}

function legacyFieldIssues(body: MessageBody): Issue[] {
  const used = {
    content: Boolean(body.content),
    embeds: Boolean(body.embeds?.length),
    poll: Boolean(body.poll),
    sticker_ids: Boolean(body.sticker_ids?.length),
  };
  return Object.entries(used).flatMap(([field, filled]) =>
    filled
      ? [
          issue(
            [field],
            'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
            `The \`${field}\` field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
          ),
        ]
      : [],
  );
}
