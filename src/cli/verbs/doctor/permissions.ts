/** What the bot must be allowed in its review channel, as Discord's own settings call it. */
import { PermissionFlagsBits } from 'discord-api-types/v10';
import { lacking, type Standing } from '../../../networks/discord-channel/permissions.ts';

const NEEDED: [string, bigint][] = [
  ['View Channel', PermissionFlagsBits.ViewChannel],
  ['Send Messages', PermissionFlagsBits.SendMessages],
  ['Embed Links', PermissionFlagsBits.EmbedLinks],
  ['Attach Files', PermissionFlagsBits.AttachFiles],
  ['Read Message History', PermissionFlagsBits.ReadMessageHistory],
];

export function missingPermissions(standing: Standing): string[] {
  return lacking(standing, NEEDED);
}
