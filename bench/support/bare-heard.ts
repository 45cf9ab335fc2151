/** Bare discord.js: hears messages and ignores them. */
import { Client, Events, GatewayIntentBits } from 'discord.js';

const client = new Client({
  intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages],
  rest: { api: process.env.DISCORD_API_URL ?? '' },
});
client.on(Events.MessageCreate, () => {});
client.once(Events.ClientReady, () => {
  process.stdout.write(`${JSON.stringify({ event: 'ready' })}\n`);
});
await client.login(process.env.DISCORD_TOKEN);
