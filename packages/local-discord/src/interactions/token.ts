/** What an interaction's token still allows: its own message and follow-ups, for 15 minutes. */
import { refuse } from '../errors/discord-error.ts';
import { editMessage } from '../messages/edit.ts';
import { sendMessage } from '../messages/send.ts';
import type { MessageBody } from '../rules/message.ts';
import type { Upload } from '../state/file.ts';
import type { Interaction } from '../state/interaction.ts';
import { FLAG, hasFlag, type Message } from '../state/message.ts';
import { findMessage, type State } from '../state/state.ts';
import { target } from './answer.ts';
import { idInToken } from './open.ts';

/** 401 (50027) for a token that is wrong or ran out, 404 (10015) before the first answer. */
export function interactionByToken(state: State, applicationId: string, token: string): Interaction {
  if (applicationId !== state.application.id) throw refuse('unknownWebhook');
  const interaction = state.interactions.get(idInToken(token));
  if (interaction?.token !== token) throw refuse('invalidWebhookToken');
  if (state.clock.now() - interaction.createdAt > state.timing.tokenLivesMs)
    throw refuse('invalidWebhookToken');
  if (interaction.state !== 'acknowledged') throw refuse('unknownWebhook');
  return interaction;
}

/** `@original` or the id of one of the token's own messages. */
export function messageOf(state: State, interaction: Interaction, which: string): Message {
  const id = which === '@original' ? interaction.originalId : which;
  const message = findMessage(state, interaction.channelId, id ?? '');
  const own =
    message && (message.id === interaction.originalId || message.interaction?.id === interaction.id);
  if (!message || !own) throw refuse('unknownMessage');
  return message;
}

/** After a deferred answer the first follow-up fills that answer, as Discord does. */
export async function followUp(
  state: State,
  interaction: Interaction,
  body: MessageBody,
  files: Map<number, Upload>,
): Promise<Message> {
  const original = findMessage(state, interaction.channelId, interaction.originalId ?? '');
  if (original && hasFlag(original.flags, FLAG.loading)) return editMessage(state, original, body, files);
  const to = target(state, interaction, body);
  const metadata = { ...to.interaction, ...(original ? { originalResponseMessageId: original.id } : {}) };
  return sendMessage(state, { ...to, interaction: metadata, body, files });
}
