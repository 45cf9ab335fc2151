/** Whether the bot may post in a chat, found before it does: its kind, and the bot's rights there. */
import { z } from 'zod';
import { t } from '../../kit/t.ts';
import { NetworkError } from '../network.ts';
import type { TelegramClient } from './client.ts';

export interface Standing {
  bot: string;
  chat: Chat;
}

/** Throws `NetworkError`: `unauthorized` with what is lacking. */
export async function standingIn(client: TelegramClient, chat_id: string): Promise<Standing> {
  const me = await client.call({ method: 'getMe', result: userSchema });
  const chat = await client.call({ method: 'getChat', fields: { chat_id }, result: chatSchema });
  if (chat.type === 'private') throw lacking(t('the chat is one with a single person'), NAME_ANOTHER);
  const member = await client.call({
    method: 'getChatMember',
    fields: { chat_id, user_id: me.id },
    result: memberSchema,
  });
  checkMember(chat, member);
  return { bot: me.username, chat };
}

function checkMember({ type, permissions }: Chat, member: Member): void {
  const { status } = member;
  if (status === 'left' || status === 'kicked') throw lacking(t('the bot is not in the chat'), ADD);
  if (status === 'creator') return;
  if (type === 'channel') {
    if (status !== 'administrator' || !member.can_post_messages)
      throw lacking(t('the bot may not post in the channel'), MAKE_ADMIN);
    return;
  }
  if (status === 'administrator') return;
  const rights = status === 'restricted' ? member : (permissions ?? {});
  if (rights.can_send_messages === false) throw lacking(t('the bot may not write in the group'), LET_SEND);
  if (rights.can_send_photos === false)
    throw lacking(t('the bot may not send pictures in the group'), LET_SEND);
}

function lacking(what: string, remedy: string): NetworkError {
  return new NetworkError('unauthorized', t('Telegram: {what}.', { what }), { remedy });
}

const NAME_ANOTHER = t('Name a channel or a group in the team file.');
const ADD = t('Add the bot to the chat.');
const MAKE_ADMIN = t('Make it an administrator of the channel with the right to post messages.');
const LET_SEND = t("Let it send messages and photos, in the group's permissions.");

const userSchema = z.object({ id: z.number(), username: z.string() });

const rights = { can_send_messages: z.boolean().optional(), can_send_photos: z.boolean().optional() };

const chatSchema = z.object({
  id: z.number(),
  type: z.string(),
  title: z.string().optional(),
  username: z.string().optional(),
  permissions: z.object(rights).optional(),
});
export type Chat = z.infer<typeof chatSchema>;

const memberSchema = z.object({
  status: z.string(),
  can_post_messages: z.boolean().optional(),
  ...rights,
});
type Member = z.infer<typeof memberSchema>;
