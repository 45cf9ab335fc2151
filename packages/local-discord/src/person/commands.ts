/** A person's slash commands, their completion, and the menus on messages and people. */

import type { Channel } from '../state/channel.ts';
import { COMMAND_TYPE, type Command } from '../state/command.ts';
import { INTERACTION } from '../state/interaction.ts';
import type { State } from '../state/state.ts';
import { type CommandValues, commandOptions, partialOptions, type SentOption } from './command-input.ts';
import { findCommand, findMenuCommand } from './command-lookup.ts';
import { type Choice, interact, type Outcome, outcomeOf } from './outcome.ts';
import { Resolved } from './resolved.ts';
import { channelFor, channelsFor, messageFor } from './view.ts';

export async function runCommand(
  state: State,
  userId: string,
  channelId: string,
  typed: string,
  values: CommandValues,
): Promise<Outcome> {
  const channel = channelFor(state, userId, channelId);
  const path = findCommand(state, userId, channel, typed);
  const resolved = new Resolved(state, userId);
  const options = await commandOptions({ state, channelId, resolved }, path, values);
  const outcome = await interact(state, {
    type: INTERACTION.command,
    userId,
    channel,
    data: commandData(path.command, options, resolved),
    metadata: { commandName: path.name },
  });
  return outcomeOf(outcome);
}

export async function completeOption(
  state: State,
  userId: string,
  channelId: string,
  typed: string,
  values: CommandValues,
  focused: string,
): Promise<Outcome & { choices: Choice[] }> {
  const channel = channelFor(state, userId, channelId);
  const path = findCommand(state, userId, channel, typed);
  const options = partialOptions(path, values, focused);
  const outcome = await interact(state, {
    type: INTERACTION.autocomplete,
    userId,
    channel,
    data: commandData(path.command, options, new Resolved(state, userId)),
    metadata: { commandName: path.name },
  });
  const choices = outcome.answer.kind === 'choices' ? outcome.answer.choices : [];
  return { ...outcomeOf(outcome), choices };
}

export async function runMessageCommand(
  state: State,
  userId: string,
  name: string,
  messageId: string,
): Promise<Outcome> {
  const message = messageFor(state, userId, messageId);
  const channel = channelFor(state, userId, message.channelId);
  const command = findMenuCommand(state, userId, channel, name, COMMAND_TYPE.message);
  const resolved = new Resolved(state, userId);
  resolved.message(message);
  return runMenu(state, userId, channel, command, messageId, resolved);
}

/** Without a channel, in the first one that the person sees. */
export async function runUserCommand(
  state: State,
  userId: string,
  name: string,
  targetId: string,
  channelId: string | undefined,
): Promise<Outcome> {
  const first = channelsFor(state, userId).find((candidate) => candidate.type === 0);
  const channel = channelFor(state, userId, channelId ?? first?.id ?? '');
  const command = findMenuCommand(state, userId, channel, name, COMMAND_TYPE.user);
  const resolved = new Resolved(state, userId);
  resolved.user(targetId);
  return runMenu(state, userId, channel, command, targetId, resolved);
}

async function runMenu(
  state: State,
  userId: string,
  channel: Channel,
  command: Command,
  targetId: string,
  resolved: Resolved,
): Promise<Outcome> {
  const onMessage = command.type === COMMAND_TYPE.message;
  const outcome = await interact(state, {
    type: INTERACTION.command,
    userId,
    channel,
    data: { ...commandData(command, undefined, resolved), target_id: targetId },
    metadata: {
      commandName: command.name,
      ...(onMessage ? { targetMessageId: targetId } : { targetUserId: targetId }),
    },
  });
  return outcomeOf(outcome);
}

function commandData(
  command: Command,
  options: SentOption[] | undefined,
  resolved: Resolved,
): Record<string, unknown> {
  return {
    id: command.id,
    name: command.name,
    type: command.type,
    ...(command.guildId ? { guild_id: command.guildId } : {}),
    ...(options ? { options } : {}),
    resolved: resolved.json(),
  };
}
