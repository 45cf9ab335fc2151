/** What discord.js hands over, as the dispatcher wants it. */

import type {
  BaseInteraction,
  ButtonInteraction,
  CommandInteractionOption,
  Message,
  ModalSubmitInteraction,
  StringSelectMenuInteraction,
} from 'discord.js';
import { ApplicationCommandOptionType, MessageFlags } from 'discord-api-types/v10';
import type { Member, MessageReference } from '../chat.ts';
import type { Incoming } from '../dispatch.ts';
import type { RawValues } from '../option.ts';
import { uploadedFile } from './upload.ts';

export const CHAT = 'discord';

export function incomingOf(interaction: BaseInteraction, guild: string | undefined): Incoming {
  const member = memberOf(interaction, guild);
  return {
    identity: { chat: CHAT, user: interaction.user.id },
    channel: interaction.channelId ?? '',
    event: interaction.id,
    ...(member ? { member } : {}),
  };
}

/** A command, or one that is still being typed. */
interface Said {
  commandName: string;
  options: { data: readonly CommandInteractionOption[] };
}

/** `post new` with what was filled in. */
export function commandOf(interaction: Said, hosts: readonly string[]): { name: string; values: RawValues } {
  const [first] = interaction.options.data;
  const below = first?.type === ApplicationCommandOptionType.Subcommand;
  const name = below ? `${interaction.commandName} ${first.name}` : interaction.commandName;
  const given = below ? (first.options ?? []) : interaction.options.data;
  return { name, values: Object.fromEntries(given.map((option) => [option.name, rawValue(option, hosts)])) };
}

/** The message that holds a pressed button; one that only the presser sees does not last, so it is none. */
export function messageOf(
  interaction: ButtonInteraction | ModalSubmitInteraction | StringSelectMenuInteraction,
): MessageReference | undefined {
  const message: Message | null = interaction.message;
  if (!message || message.flags.has(MessageFlags.Ephemeral)) return undefined;
  return { chat: CHAT, channel: message.channelId, message: message.id };
}

/** Discord sends the roles along: no need to ask, and none of them is old. Of another server they mean nothing. */
function memberOf(interaction: BaseInteraction, guild: string | undefined): Member | undefined {
  const { member, guildId } = interaction;
  if (!member || !guildId || guildId !== guild) return undefined;
  if (Array.isArray(member.roles)) {
    return { name: ('nick' in member && member.nick) || interaction.user.displayName, groups: member.roles };
  }
  const groups = [...member.roles.cache.keys()].filter((role) => role !== guildId);
  return { name: 'displayName' in member ? member.displayName : interaction.user.displayName, groups };
}

function rawValue(option: CommandInteractionOption, hosts: readonly string[]): RawValues[string] {
  if (option.attachment) return [uploadedFile(option.attachment, option.name, hosts)];
  return option.value === undefined ? undefined : String(option.value);
}
