/** The methods that change what was sent: editMessageText, editMessageCaption, deleteMessage. */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { checkIsIn } from './chat.ts';
import { badRequest } from './error.ts';
import type { Message } from './message.ts';
import type { Call, Method } from './method.ts';
import { chatId, check, integer } from './parameters.ts';
import { entities, previewOptions, shown } from './sending.ts';
import type { ChatRoom } from './state.ts';
import { readCaption, readText } from './text.ts';

const which = { chat_id: chatId, message_id: integer };

const textShape = z.strictObject({
  ...which,
  text: z.string().default(''),
  entities,
  link_preview_options: previewOptions,
});

export const editMessageText: Method = (call) => {
  const given = check(textShape, call);
  const { room, message } = toEdit(call, given);
  if (message.photo ?? message.video) throw badRequest('there is no text in the message to edit');
  const hasPreview = given.link_preview_options?.is_disabled !== true;
  return change(call, room, message, { ...readText(given.text, given.entities), hasPreview });
};

const captionShape = z.strictObject({
  ...which,
  caption: z.string().default(''),
  caption_entities: entities,
});

export const editMessageCaption: Method = (call) => {
  const given = check(captionShape, call);
  const { room, message } = toEdit(call, given);
  if (!(message.photo ?? message.video)) throw badRequest('there is no caption in the message to edit');
  return change(call, room, message, readCaption(given.caption, given.caption_entities));
};

const deleteShape = z.strictObject(which);

/** Ms; the documentation names this limit first, and exceptions that hang on rights. */
const DELETED_WITHIN = 48 * 3_600_000;

export const deleteMessage: Method = (call) => {
  const given = check(deleteShape, call);
  const room = call.state.roomOf(given.chat_id);
  checkIsIn(room.chat);
  const message = room.messages.get(given.message_id);
  if (!message) throw badRequest('message to delete not found');
  if (!message.isOwn || call.now - message.at >= DELETED_WITHIN) throw badRequest("message can't be deleted");
  room.messages.delete(message.id);
  return true;
};

function toEdit(
  { state }: Call,
  { chat_id, message_id }: { chat_id: number | string; message_id: number },
): { room: ChatRoom; message: Message } {
  const room = state.roomOf(chat_id);
  checkIsIn(room.chat);
  const message = room.messages.get(message_id);
  if (!message) throw badRequest('message to edit not found');
  if (!message.isOwn) throw badRequest("message can't be edited");
  return { room, message };
}

function change(call: Call, room: ChatRoom, message: Message, by: Partial<Message>): Record<string, unknown> {
  const changed = { ...message, ...by };
  if (isDeepStrictEqual(changed, message))
    throw badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
  const edited = { ...changed, editedAt: call.now };
  room.messages.set(message.id, edited);
  return shown(call, room, edited);
}
