/** Acknowledging a slash command at 200 a second: at most 1.2 times bare discord.js. */
import type { Print } from './run.ts';
import { compare } from './support/acknowledging.ts';
import { DISCORD, discordEnvironment, startDiscord } from './support/world.ts';

export async function run(print: Print): Promise<void> {
  await compare(print, 'bare-discord', async () => {
    const discord = await startDiscord();
    const person = discord.as(DISCORD.user);
    return {
      environment: discordEnvironment(discord),
      say: async () => (await person.command(DISCORD.channel, 'help')).acknowledgedAfterMs,
      stop: () => discord.stop(),
    };
  });
}
