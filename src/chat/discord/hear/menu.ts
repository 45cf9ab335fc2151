/** What an entry of a menu was taken on: Discord tells it along, also what a message says. */
import type { ContextMenuCommandInteraction, Message, User } from 'discord.js';
import type { MenuTarget } from '../../command.ts';
import type { Participant } from '../../heard.ts';
import { CHAT } from '../heard.ts';

export function targetOf(interaction: ContextMenuCommandInteraction): MenuTarget {
  if (interaction.isMessageContextMenuCommand()) return messageTarget(interaction.targetMessage);
  if (interaction.isUserContextMenuCommand()) return { author: participant(interaction.targetUser) };
  throw new Error('A menu of neither a message nor a person.');
}

function messageTarget(message: Message): MenuTarget {
  const { id, channelId, content, mentions, createdTimestamp } = message;
  return {
    author: { ...participant(message.author), isBot: message.author.bot || message.webhookId !== null },
    message: { chat: CHAT, channel: channelId, message: id },
    text: content,
    names: Object.fromEntries(mentions.users.map((user) => [user.id, user.displayName])),
    at: createdTimestamp,
  };
}

function participant(user: User): Participant {
  return { id: user.id, name: user.displayName, isBot: user.bot, createdAt: user.createdTimestamp };
}
