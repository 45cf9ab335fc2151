/** Tells the gateway and the watchers of a message's change. Ephemeral ones are seen on no gateway. */
import { INTENT } from '../state/events.ts';
import type { Message } from '../state/message.ts';
import type { State } from '../state/state.ts';
import { isReadableWithoutIntent, messageEventJson, withoutContent } from './json.ts';

export function announceMessage(
  state: State,
  message: Message,
  type: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE',
): void {
  if (!message.visibleTo) {
    const data = messageEventJson(state, message);
    state.events.publish({
      type,
      data,
      intent: isDirect(state, message) ? INTENT.directMessages : INTENT.messages,
      channelId: message.channelId,
      ...(isReadableWithoutIntent(state, message) ? {} : { withoutContent: withoutContent(data) }),
    });
  }
  state.changes.tell('message');
}

export function announceRemoval(state: State, messages: readonly Message[]): void {
  for (const message of messages) {
    if (message.visibleTo) continue;
    const direct = isDirect(state, message);
    state.events.publish({
      type: 'MESSAGE_DELETE',
      data: {
        id: message.id,
        channel_id: message.channelId,
        ...(direct ? {} : { guild_id: state.guild.id }),
      },
      intent: direct ? INTENT.directMessages : INTENT.messages,
      channelId: message.channelId,
    });
  }
  state.changes.tell('message');
}

/** Many at once are told at once. */
export function announceBulkRemoval(state: State, channelId: string, messages: readonly Message[]): void {
  const ids = messages.filter(({ visibleTo }) => !visibleTo).map(({ id }) => id);
  const data = { ids, channel_id: channelId, guild_id: state.guild.id };
  if (ids.length > 0)
    state.events.publish({ type: 'MESSAGE_DELETE_BULK', data, intent: INTENT.messages, channelId });
  state.changes.tell('message');
}

export function isDirect(state: State, message: Message): boolean {
  return Boolean(state.channels.get(message.channelId)?.recipientId);
}
