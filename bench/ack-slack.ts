/** Acknowledging a slash command over Socket Mode at 200 a second: at most 1.2 times bare Bolt. */
import type { Print } from './run.ts';
import { compare } from './support/acknowledging.ts';
import {
  build,
  embedded,
  runBare,
  runBot,
  SLACK,
  services,
  slackEnvironment,
  startSlack,
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
        const slack = await startSlack();
        const environment = { ...place.environment, ...slackEnvironment(slack), TEAM_FILE: team };
        const bot =
          name === 'ours' ? await runBot('all', environment) : await runBare('bare-slack', environment);
        const person = slack.as(SLACK.user);
        return {
          name,
          say: async () => (await person.command('bench', '/help')).acknowledgedAfterMs,
          async close() {
            await bot.stop();
            await slack.stop();
          },
        };
      },
    );
    await place.remove();
  }
}
