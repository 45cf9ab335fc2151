/**
 * Hearing 5,000 ordinary messages a second through one listener that ignores them (comments under cards): processor
 * time of the process at most 1.3 times that of bare discord.js.
 */
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { LocalDiscord } from '@bellwether/local-discord';
import type { Print } from './run.ts';
import { median, round } from './support/figures.ts';
import {
  build,
  DISCORD,
  discordEnvironment,
  embedded,
  type Running,
  runBare,
  runBot,
  startDiscord,
  teamFile,
} from './support/world.ts';

const PER_SECOND = 5_000;
const WARM_UP = 10_000;
const COUNT = 30_000;
/** Ours and bare take turns, so that a busy moment of the machine hits both. */
const ROUNDS = 3;
/** For what was sent to be heard. */
const SETTLE_MS = 2_000;

interface Heard {
  /** ms of processor time. */
  busy: number;
  /** Messages a second, as the local Discord got them out. */
  rate: number;
}

export async function run(print: Print): Promise<void> {
  build();
  const place = await embedded();
  const team = await teamFile('http://127.0.0.1:9/');
  const environment = { ...place.environment, TEAM_FILE: team, LOG_LEVEL: 'info' };
  const ours: Heard[] = [];
  const bare: Heard[] = [];
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    bare.push(await hear((discord) => runBare('bare-heard', discordEnvironment(discord))));
    ours.push(await hear((discord) => runBot('all', { ...environment, ...discordEnvironment(discord) })));
  }
  await place.remove();
  const busy = (all: Heard[]) => median(all.map((one) => one.busy));
  const ratio = round(busy(ours) / busy(bare));
  print({
    ...{ figure: 'processor time', unit: 'ms', messages: COUNT },
    ...{ per_second: median([...ours, ...bare].map((one) => one.rate)), wanted_per_second: PER_SECOND },
    ...{ ours: busy(ours), bare: busy(bare), ratio, goal: 1.3, reached: ratio <= 1.3 },
  });
}

async function hear(start: (discord: LocalDiscord) => Promise<Running>): Promise<Heard> {
  const discord = await startDiscord();
  const bot = await start(discord);
  await talk(discord, WARM_UP);
  await pause(SETTLE_MS);
  const before = await processorTime(bot);
  const rate = await talk(discord, COUNT);
  await pause(SETTLE_MS);
  const busy = (await processorTime(bot)) - before;
  await bot.stop();
  await discord.stop();
  return { busy, rate };
}

/** Messages a second that were said. */
async function talk(discord: LocalDiscord, count: number): Promise<number> {
  const person = discord.as(DISCORD.user);
  const started = performance.now();
  for (let said = 0; said < count; said += 1) {
    const wait = started + (said * 1_000) / PER_SECOND - performance.now();
    if (wait > 1) await pause(wait);
    await person.say(DISCORD.channel, `Ordinary message ${said}, as people write them all day`);
  }
  return round((count * 1_000) / (performance.now() - started));
}

/** In user and kernel mode, of all its threads; ms. Linux counts in hundredths of a second. */
async function processorTime({ process: { pid } }: Running): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
