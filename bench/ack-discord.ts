/** Acknowledging a slash command at 200 a second: at most 1.2 times bare discord.js. */
import type { Print } from './run.ts';
import { compare } from './support/acknowledging.ts';
import {
  build,
  DISCORD,
  discordEnvironment,
  embedded,
  runBare,
  runBot,
  services,
  startDiscord,
  teamFile,
} from './support/world.ts';

export async function run(print: Print): Promise<void> {
  build();
  const team = await teamFile('http://127.0.0.1:9/');
  for (const make of [services, embedded]) {
    const place = await make();
    await compare(
      (figure) => print({ on: place.name, ...figure }),
      async (name) => {
        const discord = await startDiscord();
        const environment = { ...place.environment, ...discordEnvironment(discord), TEAM_FILE: team };
        const bot =
          name === 'ours' ? await runBot('all', environment) : await runBare('bare-discord', environment);
        const person = discord.as(DISCORD.user);
        return {
          name,
          say: async () => (await person.command(DISCORD.channel, 'help')).acknowledgedAfterMs,
          async close() {
            await bot.stop();
            await discord.stop();
          },
        };
      },
    );
    await place.remove();
  }
}
