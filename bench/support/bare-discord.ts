/** Bare discord.js: acknowledges `/help`, answers it, and nothing else. */
import { Client, Events, GatewayIntentBits, MessageFlags } from 'discord.js';

const client = new Client({
  intents: [GatewayIntentBits.Guilds],
  rest: { api: process.env.DISCORD_API_URL ?? '' },
});
client.on(Events.InteractionCreate, async (interaction) => {
  if (!interaction.isChatInputCommand()) return;
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  await interaction.editReply('What you can say');
});
client.once(Events.ClientReady, async (ready) => {
  const [guild] = ready.guilds.cache.values();
  await guild?.commands.set([{ name: 'help', description: 'What you can say' }]);
  process.stdout.write(`${JSON.stringify({ event: 'ready' })}\n`);
});
await client.login(process.env.DISCORD_TOKEN);
