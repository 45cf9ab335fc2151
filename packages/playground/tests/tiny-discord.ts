/** The Discord side of the tiny bot: real discord.js. */
import {
  ActionRowBuilder,
  Client,
  Events,
  GatewayIntentBits,
  SlashCommandBuilder,
  type StringSelectMenuBuilder,
} from 'discord.js';
import type { TinyCards } from './tiny-cards.ts';
import { DISCORD_SELECT, EVERY_DISCORD_FIELD } from './tiny-forms.ts';

export async function startDiscordSide(
  environment: Record<string, string>,
  cards: TinyCards,
): Promise<Client> {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: { api: environment.DISCORD_API_URL ?? '' },
  });
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  client.on(Events.InteractionCreate, async (interaction) => {
    if (interaction.isButton()) {
      await interaction.deferUpdate();
      await cards.approve();
    } else if (interaction.isStringSelectMenu()) {
      await interaction.reply({ content: `Chosen: ${interaction.values.join()}` });
    } else if (interaction.isModalSubmit()) {
      const values = interaction.fields.fields.map((field) =>
        'values' in field ? field.values : 'value' in field && field.value,
      );
      const row = new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(DISCORD_SELECT);
      await interaction.reply({ content: JSON.stringify(values), components: [row] });
    } else if (interaction.isChatInputCommand()) {
      if (interaction.options.getSubcommand() === 'silent') return;
      if (interaction.options.getSubcommand() === 'every') {
        await interaction.showModal(EVERY_DISCORD_FIELD);
        return;
      }
      const text = interaction.options.getString('text') ?? '';
      await interaction.reply({ content: `You said ${text}`, flags: 64 });
    }
  });
  await client.login(environment.DISCORD_TOKEN ?? '');
  await (await ready).application.commands.set([POST.toJSON()]);
  return client;
}

const POST = new SlashCommandBuilder()
  .setName('post')
  .setDescription('Write and show posts')
  .addSubcommand((sub) =>
    sub
      .setName('new')
      .setDescription('Write a post')
      .addStringOption((option) => option.setName('text').setDescription('What the post says'))
      .addStringOption((option) => option.setName('at').setDescription('When')),
  )
  .addSubcommand((sub) => sub.setName('every').setDescription('Every kind of field'))
  .addSubcommand((sub) => sub.setName('silent').setDescription('Says nothing'));
