/** Reactions: put by anybody, taken back, and told to the gateway. */
import { refuse } from '../errors/discord-error.ts';
import { userById } from '../guild/json.ts';
import { INTENT } from '../state/events.ts';
import { bareMemberJson } from '../state/member.ts';
import type { Message, Reaction } from '../state/message.ts';
import type { State } from '../state/state.ts';
import { isDirect } from './publish.ts';

const KINDS_LIMIT = 20;

/** `name` as in the path: an emoji, or `name:id` for a custom one. */
export function addReaction(state: State, message: Message, userId: string, name: string): void {
  const emoji = emojiFrom(name);
  const known = find(message, name);
  if (known?.userIds.includes(userId)) return;
  if (!known && message.reactions.length >= KINDS_LIMIT) throw refuse('tooManyReactions');
  if (known) known.userIds.push(userId);
  else message.reactions.push({ emoji, userIds: [userId] });
  announce(state, 'MESSAGE_REACTION_ADD', message, userId, emoji);
}

export function removeReaction(state: State, message: Message, userId: string, name: string): void {
  const known = find(message, name);
  if (!known?.userIds.includes(userId)) return;
  known.userIds = known.userIds.filter((id) => id !== userId);
  message.reactions = message.reactions.filter((reaction) => reaction.userIds.length > 0);
  announce(state, 'MESSAGE_REACTION_REMOVE', message, userId, known.emoji);
}

export function clearReactions(state: State, message: Message, name?: string): void {
  const gone = name === undefined ? [...message.reactions] : [find(message, name)];
  for (const reaction of gone) {
    for (const userId of reaction ? [...reaction.userIds] : []) {
      removeReaction(state, message, userId, nameOf(reaction?.emoji));
    }
  }
}

export function reactedBy(message: Message, name: string): string[] {
  return find(message, name)?.userIds ?? [];
}

function find(message: Message, name: string): Reaction | undefined {
  return message.reactions.find((reaction) => nameOf(reaction.emoji) === name);
}

function nameOf(emoji: Reaction['emoji'] | undefined): string {
  return emoji?.id ? `${emoji.name}:${emoji.id}` : (emoji?.name ?? '');
}

function emojiFrom(name: string): Reaction['emoji'] {
  const custom = /^(\w+):(\d+)$/.exec(name);
  if (custom) return { name: custom[1] ?? '', id: custom[2] ?? null };
  if (!/\p{Extended_Pictographic}|\p{Regional_Indicator}|[\d#*]\uFE0F?\u20E3/u.test(name))
    throw refuse('unknownEmoji');
  return { id: null, name };
}

function announce(
  state: State,
  type: string,
  message: Message,
  userId: string,
  emoji: Reaction['emoji'],
): void {
  const direct = isDirect(state, message);
  const member = state.members.get(userId);
  state.events.publish({
    type,
    data: {
      user_id: userId,
      channel_id: message.channelId,
      message_id: message.id,
      emoji,
      burst: false,
      type: 0,
      ...(direct ? {} : { guild_id: state.guild.id }),
      ...(direct || !member || type !== 'MESSAGE_REACTION_ADD'
        ? {}
        : {
            member: { user: userById(state, userId), ...bareMemberJson(member) },
            message_author_id: message.authorId,
          }),
    },
    intent: direct ? INTENT.directReactions : INTENT.reactions,
    channelId: message.channelId,
  });
  state.changes.tell('reaction');
}
