/**
 * Resident memory after a minute of idling (at most 150 MB with PostgreSQL and Redis, 280 MB embedded), and from the
 * start of the process to ready on an existing folder (at most 1.5 s). Bare: Bolt and discord.js connected in one process.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Print } from './run.ts';
import { median, round } from './support/figures.ts';
import {
  build,
  discordEnvironment,
  embedded,
  runBare,
  runBot,
  services,
  slackEnvironment,
  startDiscord,
  startSlack,
  teamFile,
} from './support/world.ts';

/** ms. V8 collects what the start left behind within half a minute; before, the figure tells when it last did. */
const SOON = 20_000;
const IDLE = 60_000;
const STARTS = 5;

export async function run(print: Print): Promise<void> {
  build();
  const [slack, discord] = [await startSlack(), await startDiscord()];
  const chats = {
    ...slackEnvironment(slack),
    ...discordEnvironment(discord),
    TEAM_FILE: await teamFile('http://127.0.0.1:9/'),
  };
  const bare = await runBare('bare-both', chats);
  await pause(IDLE);
  const bareMemory = round(await bare.resident());
  await bare.stop();
  for (const [make, parts, most] of [
    [services, ['all', 'bot', 'worker'], 150],
    [embedded, ['all'], 280],
  ] as const) {
    const place = await make();
    for (const part of parts) {
      const environment = { ...place.environment, ...chats };
      await (await runBot(part, environment)).stop();
      const starts: number[] = [];
      for (let turn = 0; turn < STARTS; turn += 1) {
        const bot = await runBot(part, environment);
        starts.push(bot.readyAfter);
        await bot.stop();
      }
      const bot = await runBot(part, environment);
      await pause(SOON);
      const soon = round(await bot.resident());
      await pause(IDLE - SOON);
      const ours = round(await bot.resident());
      await bot.stop();
      print({
        on: place.name,
        part,
        figure: 'resident',
        unit: 'MB',
        ours,
        after_20_s: soon,
        bare: bareMemory,
        ratio: round(ours / bareMemory),
        goal: most,
        reached: ours <= most,
      });
      const ready = round(median(starts));
      print({
        on: place.name,
        part,
        figure: 'ready',
        unit: 'ms',
        ours: ready,
        bare: round(bare.readyAfter),
        ratio: round(ready / bare.readyAfter),
        goal: 1_500,
        reached: ready <= 1_500,
      });
    }
    await place.remove();
  }
  await slack.stop();
  await discord.stop();
}
