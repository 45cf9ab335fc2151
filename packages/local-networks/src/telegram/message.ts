/** A message in a chat, and the Bot API's object for it. */
import { type Chat, chatJson } from './chat.ts';
import type { Entity } from './text.ts';

export interface Message {
  id: number;
  /** Epoch ms by the clock of the local Telegram. */
  at: number;
  editedAt?: number;
  /** The bot's own; else what somebody else wrote. */
  isOwn: boolean;
  /** Of a picture or a video its caption. */
  text: string;
  entities: Entity[];
  photo?: Photo;
  video?: Video;
  /** Pictures of one album share it. */
  album?: string;
  repliesTo?: number;
  hasPreview: boolean;
  isSilent: boolean;
  isProtected: boolean;
}

export interface Photo {
  type: string;
  bytes: Uint8Array;
  width: number;
  height: number;
  /** Hidden until somebody presses it. */
  isSpoiler: boolean;
}

export interface Video extends Photo {
  /** Seconds. */
  duration: number;
  /** It can be watched before all of it came. */
  isStreamed: boolean;
  /** Shown before it plays. */
  cover?: Photo;
}

export interface Bot {
  id: number;
  username: string;
  name: string;
  /** `123456:` and more. */
  token: string;
}

export function botJson({ id, username, name }: Bot) {
  return { id, is_bot: true, first_name: name, username };
}

/** `answered`: what it replies to, where that is still there. */
export function messageJson(
  message: Message,
  chat: Chat,
  bot: Bot,
  answered?: Message,
): Record<string, unknown> {
  return {
    message_id: message.id,
    ...(chat.type === 'channel' ? { sender_chat: chatJson(chat) } : message.isOwn && { from: botJson(bot) }),
    chat: chatJson(chat),
    date: Math.floor(message.at / 1000),
    ...(message.editedAt && { edit_date: Math.floor(message.editedAt / 1000) }),
    ...(message.album && { media_group_id: message.album }),
    ...(answered && { reply_to_message: messageJson(answered, chat, bot) }),
    ...contentJson(message),
  };
}

function contentJson({ text, entities, photo, video, hasPreview, isProtected }: Message) {
  const protection = isProtected && { has_protected_content: true };
  const shown = video ?? photo;
  if (shown === undefined) {
    const link_preview_options = !hasPreview && { link_preview_options: { is_disabled: true } };
    return { text, ...(entities.length > 0 && { entities }), ...link_preview_options, ...protection };
  }
  return {
    ...(video
      ? {
          video: {
            ...{ ...sizeJson(video), duration: video.duration, mime_type: video.type },
            ...(video.cover && { cover: [sizeJson(video.cover)] }),
          },
        }
      : { photo: [sizeJson(shown)] }),
    ...(text && { caption: text, ...(entities.length > 0 && { caption_entities: entities }) }),
    ...(shown.isSpoiler && { has_media_spoiler: true }),
    ...protection,
  };
}

function sizeJson({ bytes, width, height }: Photo) {
  const id = `local-${bytes.byteLength}-${width}x${height}`;
  return { file_id: id, file_unique_id: id, width, height, file_size: bytes.byteLength };
}
