/** Acknowledging a slash command over Socket Mode at 200 a second: at most 1.2 times bare Bolt. */
import type { Print } from './run.ts';
import { compare } from './support/acknowledging.ts';
import { SLACK, slackEnvironment, startSlack } from './support/world.ts';

export async function run(print: Print): Promise<void> {
  await compare(print, 'bare-slack', async () => {
    const slack = await startSlack();
    const person = slack.as(SLACK.user);
    return {
      environment: slackEnvironment(slack),
      say: async () => (await person.command('bench', '/help')).acknowledgedAfterMs,
      stop: () => slack.stop(),
    };
  });
}
