/** Puts a reaction under a message. */
import type { Core } from './core.ts';
import type { Answer } from './delivery/transport.ts';
import type { StoredMessage } from './messages.ts';
import { tell } from './posting.ts';
import { SlackRefusal } from './refusal.ts';

/** Refuses at once with `already_reacted`; the promise tells how the app took the event. */
export function addReaction(
  core: Core,
  message: StoredMessage,
  userId: string,
  name: string,
): Promise<Answer[]> {
  const existing = message.reactions.find((reaction) => reaction.name === name);
  if (existing?.users.includes(userId)) throw new SlackRefusal('already_reacted');
  if (existing) existing.users.push(userId);
  else message.reactions.push({ name, users: [userId] });
  const { channel, ts } = message;
  core.changes.emit({ kind: 'reaction', channel, ts, userId, name });
  const event = {
    type: 'reaction_added',
    user: userId,
    reaction: name,
    item: { type: 'message', channel, ts },
    item_user: message.userId,
    event_ts: core.timestamps.next(),
  };
  return tell(core, 'reaction_added', event, channel);
}
