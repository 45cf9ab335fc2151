/** A message with buttons, to be pressed in tests. */
import { ActionRowBuilder, ButtonBuilder, ButtonStyle, type Client } from 'discord.js';
import { SOCIAL } from './town.ts';

const BUTTONS = new ActionRowBuilder<ButtonBuilder>().addComponents(
  new ButtonBuilder({ customId: 'approve:7', label: 'Approve', style: ButtonStyle.Success }),
  new ButtonBuilder({ customId: 'reject:7', label: 'Reject', style: ButtonStyle.Danger, disabled: true }),
);

/** Its id. */
export async function card(
  client: Client<true>,
  components: ActionRowBuilder<never>[] | unknown[] = [BUTTONS],
): Promise<string> {
  const channel = await client.channels.fetch(SOCIAL);
  if (!channel?.isSendable()) throw new Error('not sendable');
  const message = await channel.send({
    content: 'A card',
    components: components as ActionRowBuilder<ButtonBuilder>[],
  });
  return message.id;
}
