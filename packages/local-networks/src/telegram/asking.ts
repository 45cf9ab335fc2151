/** The methods that only tell: getMe, getChat, getChatMember. */
import { z } from 'zod';
import { type Chat, chatJson, checkIsIn, type Membership } from './chat.ts';
import { badRequest } from './error.ts';
import { type Bot, botJson } from './message.ts';
import type { Method } from './method.ts';
import { chatId, check, integer } from './parameters.ts';

export const getMe: Method = (call) => {
  check(z.strictObject({}), call);
  return { ...botJson(call.state.bot), can_join_groups: true, can_read_all_group_messages: false };
};

export const getChat: Method = (call) => {
  const { chat } = call.state.roomOf(check(z.strictObject({ chat_id: chatId }), call).chat_id);
  checkIsIn(chat);
  const permissions = { can_send_messages: true, can_send_photos: true };
  return { ...chatJson(chat), ...(chat.type !== 'channel' && { permissions }) };
};

export const getChatMember: Method = (call) => {
  const given = check(z.strictObject({ chat_id: chatId, user_id: integer }), call);
  const { chat } = call.state.roomOf(given.chat_id);
  checkIsIn(chat);
  if (given.user_id !== call.state.bot.id) throw badRequest('user not found');
  return memberJson(chat.membership, chat, call.state.bot);
};

function memberJson(membership: Membership, { type }: Chat, bot: Bot) {
  const user = botJson(bot);
  if (membership.status === 'restricted') return { user, is_member: true, until_date: 0, ...membership };
  if (membership.status !== 'administrator') return { user, status: membership.status };
  const { can_post_messages, ...rest } = membership;
  // Told of channels alone.
  return { user, ...rest, ...(type === 'channel' && { can_post_messages: can_post_messages === true }) };
}
