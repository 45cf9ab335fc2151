/** A person's press on a button, choice in a select, and submitted form. */
import { messageEventJson } from '../messages/json.ts';
import { removeMessages } from '../messages/remove.ts';
import { type Component, findByCustomId, isSelect, TYPE } from '../state/component.ts';
import { INTERACTION, type OpenModal } from '../state/interaction.ts';
import { FLAG, hasFlag, type Message } from '../state/message.ts';
import { findMessage, type State } from '../state/state.ts';
import { filledModal, type ModalValues } from './modal-input.ts';
import { ClientRefusal, interact, type Outcome, outcomeOf } from './outcome.ts';
import { Resolved } from './resolved.ts';
import { chosenValues } from './select-input.ts';
import { channelFor, messageFor } from './view.ts';

export async function pressButton(
  state: State,
  userId: string,
  messageId: string,
  customId: string,
): Promise<Outcome> {
  const message = messageFor(state, userId, messageId);
  const button = usable(message, customId);
  if (button.type !== TYPE.button) throw new ClientRefusal(`${customId} is not a button.`);
  return activate(state, userId, message, {
    custom_id: customId,
    component_type: button.type,
    id: button.id,
  });
}

export async function chooseValues(
  state: State,
  userId: string,
  messageId: string,
  customId: string,
  values: readonly string[],
): Promise<Outcome> {
  const message = messageFor(state, userId, messageId);
  const select = usable(message, customId);
  if (!isSelect(select)) throw new ClientRefusal(`${customId} is not a select.`);
  const resolved = new Resolved(state, userId);
  return activate(state, userId, message, {
    custom_id: customId,
    component_type: select.type,
    id: select.id,
    values: chosenValues(resolved, select, values, ''),
    resolved: resolved.json(),
  });
}

/** On success the form closes, unless the app refused to answer. */
export async function submitModal(
  state: State,
  userId: string,
  modal: OpenModal,
  values: ModalValues,
): Promise<Outcome> {
  const resolved = new Resolved(state, userId);
  const components = await filledModal({ state, resolved }, modal, values);
  const channel = channelFor(state, userId, modal.channelId);
  const source = modal.sourceMessageId ? findMessage(state, channel.id, modal.sourceMessageId) : undefined;
  const outcome = await interact(state, {
    type: INTERACTION.modalSubmit,
    userId,
    channel,
    data: { custom_id: modal.customId, components, resolved: resolved.json() },
    ...(source ? { message: messageEventJson(state, source), sourceMessageId: source.id } : {}),
    metadata: { triggering: modal.triggering },
  });
  if (outcome.ok && state.modals.get(userId) === modal) closeModal(state, userId);
  return outcomeOf(outcome);
}

export function closeModal(state: State, userId: string): void {
  if (state.modals.delete(userId)) state.changes.tell('modal');
}

/** Ephemeral answers can be put away by the one who sees them. */
export function dismiss(state: State, userId: string, messageId: string): void {
  const message = messageFor(state, userId, messageId);
  if (!message.visibleTo)
    throw new ClientRefusal('Only a message that only this person sees can be dismissed.');
  removeMessages(state, message.channelId, new Set([messageId]));
}

async function activate(
  state: State,
  userId: string,
  message: Message,
  data: Record<string, unknown>,
): Promise<Outcome> {
  const outcome = await interact(state, {
    type: INTERACTION.component,
    userId,
    channel: channelFor(state, userId, message.channelId),
    data,
    message: messageEventJson(state, message),
    sourceMessageId: message.id,
    metadata: { interactedMessageId: message.id },
  });
  return outcomeOf(outcome);
}

function usable(message: Message, customId: string): Component {
  const component = findByCustomId(message.components, customId);
  if (!component) throw new ClientRefusal(`The message has no ${customId} any more.`);
  if (component.disabled) throw new ClientRefusal(`${component.label ?? customId} is disabled.`);
  if (hasFlag(message.flags, FLAG.loading)) throw new ClientRefusal('The message is still loading.');
  return component;
}
