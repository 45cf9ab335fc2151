/** The methods that send: sendMessage, sendPhoto, sendVideo, sendMediaGroup. */
import { z } from 'zod';
import { checkMaySend } from './chat.ts';
import { badRequest } from './error.ts';
import { type Message, messageJson, type Photo } from './message.ts';
import type { Call, Method } from './method.ts';
import { chatId, check, flag, integer, json } from './parameters.ts';
import { readPhoto } from './photo.ts';
import type { ChatRoom } from './state.ts';
import { readCaption, readText } from './text.ts';
import { readVideo } from './video.ts';

export const entities = json(
  z.array(
    z.strictObject({
      type: z.string(),
      offset: z.number().int(),
      length: z.number().int(),
      url: z.string().optional(),
      language: z.string().optional(),
    }),
  ),
).default([]);

export const previewOptions = json(z.strictObject({ is_disabled: z.boolean().optional() })).optional();

const everySend = {
  chat_id: chatId,
  disable_notification: flag.default(false),
  protect_content: flag.default(false),
  reply_parameters: json(
    z.strictObject({
      message_id: z.number().int(),
      allow_sending_without_reply: z.boolean().default(false),
    }),
  ).optional(),
};

type EverySend = z.output<z.ZodObject<typeof everySend>>;

const messageShape = z.strictObject({
  ...everySend,
  text: z.string().default(''),
  entities,
  link_preview_options: previewOptions,
});

export const sendMessage: Method = (call) => {
  const given = check(messageShape, call);
  const room = open(call, given);
  const written = readText(given.text, given.entities);
  call.flood?.take(room.chat, 1, call.now);
  const hasPreview = given.link_preview_options?.is_disabled !== true;
  return shown(call, room, call.state.add(room, { ...common(call, room, given), ...written, hasPreview }));
};

const photoShape = z.strictObject({
  ...everySend,
  caption: z.string().default(''),
  caption_entities: entities,
  has_spoiler: flag.default(false),
});

export const sendPhoto: Method = async (call) => {
  const given = check(photoShape, call);
  const room = open(call, given, 'photos');
  const written = readCaption(given.caption, given.caption_entities);
  const photo = await readPhoto(call.files.get('photo'), given.has_spoiler);
  call.flood?.take(room.chat, 1, call.now);
  return shown(call, room, call.state.add(room, { ...common(call, room, given), ...written, photo }));
};

const attached = z.string().regex(/^attach:\/\/\w+$/, { error: 'wrong file identifier/HTTP URL specified' });

const videoShape = photoShape.extend({
  width: integer,
  height: integer,
  duration: integer,
  supports_streaming: flag.default(false),
  cover: attached.optional(),
});

export const sendVideo: Method = async (call) => {
  const given = check(videoShape, call);
  const { width, height, duration, has_spoiler: isSpoiler, supports_streaming: isStreamed, cover } = given;
  const room = open(call, given, 'videos');
  const written = readCaption(given.caption, given.caption_entities);
  const still = cover && (await readPhoto(call.files.get(cover.replace('attach://', '')), false));
  const shape = { width, height, duration, isSpoiler, isStreamed, ...(still && { cover: still }) };
  const video = await readVideo(call.files.get('video'), shape);
  call.flood?.take(room.chat, 1, call.now);
  return shown(call, room, call.state.add(room, { ...common(call, room, given), ...written, video }));
};

const albumShape = z.strictObject({
  ...everySend,
  media: json(
    z.array(
      z.strictObject({
        type: z.literal('photo'),
        media: attached,
        caption: z.string().default(''),
        caption_entities: entities,
        has_spoiler: z.boolean().default(false),
      }),
    ),
  ),
});

const ALBUM = { least: 2, most: 10 };

/** All or nothing, but where Telegram itself stops amid an album: then it refuses, though pictures are out. */
export const sendMediaGroup: Method = async (call) => {
  const given = check(albumShape, call);
  const room = open(call, given, 'photos');
  const { length } = given.media;
  if (length < ALBUM.least) throw badRequest('there must be at least 2 messages to send as an album');
  if (length > ALBUM.most) throw badRequest('too many messages to send as an album');
  const items: { text: string; photo: Photo }[] = [];
  for (const { media, caption, caption_entities: own, has_spoiler: spoiler } of given.media) {
    const photo = await readPhoto(call.files.get(media.replace('attach://', '')), spoiler);
    items.push({ ...readCaption(caption, own), photo });
  }
  call.flood?.take(room.chat, length, call.now);
  const album = call.state.newAlbum();
  const sent = items
    .slice(0, call.stopsAfter)
    .map((item) => call.state.add(room, { ...common(call, room, given), entities: [], ...item, album }));
  if (sent.length < length)
    throw badRequest(
      `failed to send message #${sent.length + 1} with the error message "Too Many Requests: retry after 8"`,
    );
  return sent.map((message) => shown(call, room, message));
};

function open({ state }: Call, { chat_id }: EverySend, what?: 'photos' | 'videos'): ChatRoom {
  const room = state.roomOf(chat_id);
  checkMaySend(room.chat, what);
  return room;
}

function common({ now }: Call, room: ChatRoom, given: EverySend): Omit<Message, 'id' | 'text' | 'entities'> {
  const reply = given.reply_parameters;
  const isThere = reply !== undefined && room.messages.has(reply.message_id);
  if (reply && !isThere && !reply.allow_sending_without_reply)
    throw badRequest('message to be replied not found');
  return {
    at: now,
    isOwn: true,
    hasPreview: false,
    isSilent: given.disable_notification,
    isProtected: given.protect_content,
    ...(isThere && { repliesTo: reply.message_id }),
  };
}

export function shown({ state }: Call, room: ChatRoom, message: Message): Record<string, unknown> {
  const answered = message.repliesTo === undefined ? undefined : room.messages.get(message.repliesTo);
  return messageJson(message, room.chat, state.bot, answered);
}
