/** The app's first answer to an interaction: exactly one, in time, of a kind that fits. */
import { DiscordError, refuse, refuseInvalid } from '../errors/discord-error.ts';
import { issue } from '../errors/issue.ts';
import { storedComponents } from '../messages/compose.ts';
import { editMessage } from '../messages/edit.ts';
import { sendMessage } from '../messages/send.ts';
import type { MessageBody } from '../rules/message.ts';
import { type ModalBody, modalIssues } from '../rules/modal.ts';
import type { Upload } from '../state/file.ts';
import { type FirstAnswer, INTERACTION, type Interaction } from '../state/interaction.ts';
import { FLAG, hasFlag, type Message } from '../state/message.ts';
import { findMessage, type State } from '../state/state.ts';

export interface CallbackBody {
  type: number;
  data?: unknown;
}

const CALLBACK = {
  pong: 1,
  message: 4,
  deferred: 5,
  deferredUpdate: 6,
  update: 7,
  autocomplete: 8,
  modal: 9,
};

/** The message that the answer made or changed, if any. Refuses with 10062, 40060 or 50035. */
export async function answerInteraction(
  state: State,
  id: string,
  token: string,
  body: CallbackBody,
  files: Map<number, Upload>,
): Promise<{ interaction: Interaction; message?: Message }> {
  const interaction = liveInteraction(state, id, token);
  refuseWrongKind(interaction, body.type);
  // Taken before anything is awaited: of two answers at once, one is the second.
  interaction.state = 'acknowledged';
  try {
    const { answer, message } = await perform(state, interaction, body, files);
    interaction.settle(answer);
    return message ? { interaction, message } : { interaction };
  } catch (error) {
    interaction.state = 'waiting';
    if (performance.now() > interaction.deadline) interaction.settle({ kind: 'none' });
    throw error;
  }
}

function liveInteraction(state: State, id: string, token: string): Interaction {
  const interaction = state.interactions.get(id);
  if (!interaction || interaction.token !== token || interaction.state === 'dead')
    throw refuse('unknownInteraction');
  if (interaction.state === 'acknowledged') throw refuse('alreadyAcknowledged');
  return interaction;
}

function refuseWrongKind(interaction: Interaction, type: number): void {
  const allowed = allowedCallbacks(interaction);
  if (allowed.includes(type)) return;
  const message = `Value must be one of {${allowed.join(', ')}} for this interaction.`;
  throw new DiscordError('invalidForm', [issue(['type'], 'INTERACTION_CALLBACK_INVALID_TYPE', message)]);
}

function allowedCallbacks({ type, sourceMessageId }: Interaction): number[] {
  const { message, deferred, deferredUpdate, update, autocomplete, modal } = CALLBACK;
  if (type === INTERACTION.autocomplete) return [autocomplete];
  if (type === INTERACTION.command) return [message, deferred, modal];
  const updates = sourceMessageId ? [deferredUpdate, update] : [];
  if (type === INTERACTION.modalSubmit) return [message, deferred, ...updates];
  return [message, deferred, ...updates, modal];
}

interface Performed {
  answer: FirstAnswer;
  message?: Message;
}

async function perform(
  state: State,
  interaction: Interaction,
  body: CallbackBody,
  files: Map<number, Upload>,
): Promise<Performed> {
  switch (body.type) {
    case CALLBACK.message:
      return withMessage(state, interaction, (body.data ?? {}) as MessageBody, files);
    case CALLBACK.deferred:
      return deferred(state, interaction, (body.data ?? {}) as MessageBody);
    case CALLBACK.update:
      return updated(state, interaction, (body.data ?? {}) as MessageBody, files);
    case CALLBACK.deferredUpdate:
      interaction.originalId = interaction.sourceMessageId;
      return { answer: { kind: 'deferredUpdate' } };
    case CALLBACK.autocomplete:
      return choices(body.data as { choices?: { name: string; value: string | number }[] | null });
    default:
      return openModal(state, interaction, body.data as ModalBody);
  }
}

async function withMessage(
  state: State,
  interaction: Interaction,
  body: MessageBody,
  files: Map<number, Upload>,
): Promise<Performed> {
  const message = await sendMessage(state, { ...target(state, interaction, body), body, files });
  interaction.originalId = message.id;
  return { answer: { kind: 'message' }, message };
}

async function deferred(state: State, interaction: Interaction, body: MessageBody): Promise<Performed> {
  const empty = { flags: body.flags ?? 0 };
  const draft = { ...target(state, interaction, body), body: empty, files: new Map(), loading: true };
  const message = await sendMessage(state, draft);
  interaction.originalId = message.id;
  return { answer: { kind: 'deferred' }, message };
}

async function updated(
  state: State,
  interaction: Interaction,
  body: MessageBody,
  files: Map<number, Upload>,
): Promise<Performed> {
  const source = findMessage(state, interaction.channelId, interaction.sourceMessageId ?? '');
  if (!source) throw refuse('unknownMessage');
  const message = await editMessage(state, source, body, files);
  interaction.originalId = message.id;
  return { answer: { kind: 'update' }, message };
}

function choices(data: { choices?: { name: string; value: string | number }[] | null }): Performed {
  return { answer: { kind: 'choices', choices: data.choices ?? [] } };
}

function openModal(state: State, interaction: Interaction, modal: ModalBody): Performed {
  refuseInvalid(modalIssues(modal));
  state.modals.set(interaction.userId, {
    interactionId: interaction.id,
    channelId: interaction.channelId,
    ...(interaction.sourceMessageId ? { sourceMessageId: interaction.sourceMessageId } : {}),
    triggering: interaction.metadata,
    customId: modal.custom_id,
    title: modal.title,
    components: storedComponents(modal.components),
  });
  state.changes.tell('modal');
  return { answer: { kind: 'modal' } };
}

/** Where an answer goes, and whether only the person sees it. */
export function target(state: State, interaction: Interaction, body: MessageBody) {
  const channel = state.channels.get(interaction.channelId);
  if (!channel) throw refuse('unknownChannel');
  return {
    channel,
    authorId: state.application.botUserId,
    interaction: interaction.metadata,
    ...(hasFlag(body.flags, FLAG.ephemeral) ? { visibleTo: interaction.userId } : {}),
  };
}
