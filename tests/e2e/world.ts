/**
 * A whole Bellwether for a test: the real bot with Bolt and discord.js on a local Slack and a local Discord, an
 * embedded database in a folder of its own, an account on the web that posts go out to, and a clock that can be moved.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalDiscord, type LocalDiscord } from '@bellwether/local-discord';
import { createLocalSlack, type LocalSlack } from '@bellwether/local-slack';
import { readEnvironment } from '../../config/env.ts';
import type { App } from '../../src/app/app.ts';
import { AHEAD } from '../../src/app/deliveries/deliverer.ts';
import { sweep } from '../../src/app/sweeping.ts';
import { MovableClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import { type House, openHouse } from '../../src/main/house.ts';
import type { Part } from '../../src/main/part.ts';
import { prepareEmbedded } from '../store/embedded.ts';
import { emptyPosts } from '../store/empty.ts';
import { type Pages, startPages } from './pages.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { APPLICATION, GUILD, SLACK_APP, TEAM, WORKSPACE } from './town.ts';

export interface World {
  slack: LocalSlack;
  discord: LocalDiscord;
  web: Receiver;
  /** What links lead to. */
  pages: Pages;
  clock: MovableClock;
  /** For a process of its own. */
  environment: Record<string, string>;
  /** The app of the house that was opened last. */
  app(): App;
  open(part?: Part): Promise<House>;
  /** Of the web server of the house that was opened last. */
  address(): string;
  /** Stops the house. */
  shut(): Promise<void>;
  /** Stops the house and opens one with this team file, on the same database. */
  reopen(team: string): Promise<void>;
  /** The house that is open takes this team file while it runs. */
  setTeam(team: string): Promise<void>;
  /** As if nothing had been written yet, but for the audit log, which is final; an hour passes. */
  clear(): Promise<void>;
  /** Lets time pass, and what falls due meanwhile happen. */
  pass(milliseconds: number): Promise<void>;
  close(): Promise<void>;
}

/** `more`: into the environment; `initial`: the team file, instead of the town's own. */
export async function createWorld(more: Record<string, string> = {}, initial = TEAM): Promise<World> {
  const clock = new MovableClock();
  // How the chats slow a bot down has tests of its own.
  const slack = createLocalSlack({ clock, workspace: WORKSPACE, limits: { messageBurst: 10_000 } });
  const discord = createLocalDiscord({ clock, guild: GUILD, application: APPLICATION, rateLimits: 'off' });
  const [web, pages, folder] = await Promise.all([
    startReceiver(() => clock.now()),
    startPages(),
    mkdtemp(join(tmpdir(), 'bellwether-')),
    slack.start(),
    discord.start(),
  ]);
  const environment: Record<string, string> = {
    SLACK_BOT_TOKEN: SLACK_APP.botToken,
    SLACK_APP_TOKEN: SLACK_APP.appToken,
    SLACK_API_URL: slack.apiUrl,
    DISCORD_TOKEN: APPLICATION.token,
    DISCORD_API_URL: discord.apiUrl,
    DATA_DIR: join(folder, 'data'),
    TEAM_FILE: join(folder, 'team.yaml'),
    PORT: '0',
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
    ACCOUNT_URL: web.account.url,
    ACCOUNT_SECRET: web.account.secret,
    ...more,
  };
  let team = initial;
  await writeFile(join(folder, 'team.yaml'), team);
  if (!environment.DATABASE_URL) await prepareEmbedded(join(folder, 'data'));
  const houses: House[] = [];
  const empty = new Map<LocalSlack | LocalDiscord, unknown>();
  let app: App | undefined;
  const current = () => {
    if (!app) throw new Error('No house is open.');
    return app;
  };
  async function open(part: Part = 'all'): Promise<House> {
    const read = readEnvironment(environment);
    const built = (made: App) => {
      app = made;
      for (const messenger of made.messengers.values()) Object.assign(messenger, { pace: AT_ONCE });
    };
    const options = { clock, built, internet: pages.internet };
    const house = await openHouse(part, read, createLog(read.logLevel), options);
    houses.push(house);
    // With what the bot says of itself when it comes in: its commands.
    for (const chat of [slack, discord])
      if (!empty.has(chat)) empty.set(chat, structuredClone(chat.snapshotState()));
    return house;
  }
  async function shut(): Promise<void> {
    for (const house of houses.splice(0)) await house.stop();
  }
  return {
    slack,
    discord,
    web,
    pages,
    clock,
    environment,
    app: current,
    open,
    address: () => houses.at(-1)?.address ?? '',
    shut,
    async reopen(changed) {
      await shut();
      team = changed;
      await writeFile(join(folder, 'team.yaml'), team);
      await open();
    },
    async setTeam(changed) {
      if (changed === team) return;
      await writeFile(join(folder, 'team.yaml'), changed);
      const before = current().team;
      // What is written is taken when it has stood still between two looks.
      for (let looks = 0; looks < 2; looks += 1) for (const house of houses) await house.lookAtTeam();
      if (current().team === before)
        throw new Error('The team file is wrong: the house keeps the one before.');
      team = changed;
    },
    async clear() {
      // What is in a worker's hands ahead of its time goes out now, and is not waited for.
      clock.moveTo(clock.now() + 2 * AHEAD);
      await current().deliverer.idle();
      await emptyPosts(current().database);
      for (const chat of [slack, discord]) chat.restoreState(structuredClone(empty.get(chat)));
      web.clear();
      pages.clear();
      // What was learnt about links is forgotten by then.
      clock.moveTo(clock.now() + HOUR);
    },
    async pass(milliseconds) {
      // The clock runs on between two looks at it.
      if (milliseconds > 0) clock.moveTo(clock.now() + milliseconds);
      await sweep(current());
      await current().ringer.ringDue();
      await current().ringer.idle();
      await current().deliverer.deliverDue();
      await current().deliverer.idle();
    },
    async close() {
      for (const house of houses) await house.stop();
      await Promise.all([slack.stop(), discord.stop(), web.stop(), pages.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const HOUR = 3_600_000;
/** The sixth message in a channel would wait a second for its turn: how the outbox paces has tests of its own. */
const AT_ONCE = { interval: 1, burst: 1_000 };
