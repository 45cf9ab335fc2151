/**
 * The playground: a local Slack and Discord, local networks and a local account, with a page that shows them. It knows
 * nothing of the bot, which is pointed at the chats by `environment` and runs on them as on the real ones. With a folder
 * it is at the next start what it was, after a SIGKILL too; state/keeper.ts says what may be lost.
 */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { createLocalDiscord } from '@bellwether/local-discord';
import { LocalLinkedIn } from '@bellwether/local-networks/linkedin/index.ts';
import { LocalTelegram } from '@bellwether/local-networks/telegram/index.ts';
import { X_CLIENT_ID, xOf } from '@bellwether/local-networks/x/example.ts';
import { LocalX } from '@bellwether/local-networks/x/index.ts';
import type { MovableClock } from '@bellwether/local-server/clock.ts';
import { packageFolder } from '@bellwether/local-server/files.ts';
import type { Log } from '@bellwether/local-server/log.ts';
import { createLocalSlack } from '@bellwether/local-slack';
import { getRequestListener } from '@hono/node-server';
import { LocalAccount } from './account.ts';
import { createApi } from './api/api.ts';
import { EventStreams } from './api/events.ts';
import { Changes } from './changes.ts';
import { LINKEDIN_APP, linkedInWorld, telegramOf } from './example-accounts.ts';
import { findNetworks } from './feeds/find.ts';
import type { PlaygroundNetwork } from './feeds/network.ts';
import { RunningNetworks } from './feeds/running.ts';
import { StateKeeper } from './state/keeper.ts';
import { Ports } from './state/ports.ts';
import { type TimeKeeper, Timekeeping } from './timekeeping.ts';
import { discordServer, type Secrets, slackWorkspace, TEAM_ZONE } from './world.ts';

export interface Playground {
  /** Nothing was brought back: the chats, the account and the clock are new. */
  fresh: boolean;
  /** What points an unchanged bot at the local chats and the local account. */
  environment: Record<string, string>;
  /** The text of team.yaml for the example team. */
  teamFile: string;
  /** The page, its API and its event stream, for a web server. */
  mount: {
    prefix: string;
    listener(request: IncomingMessage, response: ServerResponse): unknown;
  };
  /** Installs the Slack app. Throws with every fault when Slack would not take the manifest. */
  installSlackApp(manifest: unknown): void;
  /** Where the networks lead people back to who let an app post for them. */
  registerRedirect(redirect: string): void;
  /** Who knows what is due and when it is done. Until then the clock moves without stops. */
  setTimeKeeper(keeper: TimeKeeper): void;
  /** Ends the event streams of open pages, which would hold up a web server that stops. Called by `stop` too. */
  closePages(): void;
  stop(): Promise<void>;
}

export interface PlaygroundOptions {
  /** Moved to where it was. */
  clock: MovableClock;
  log: Log;
  /** Where the file `playground.state` is kept, at the first change. Without one nothing is. */
  folder?: string;
}

export async function startPlayground({ clock, log, folder }: PlaygroundOptions): Promise<Playground> {
  const secrets = newSecrets();
  const changes = new Changes();
  const found = await findNetworks();
  const keeper = new StateKeeper(folder, log);
  const { parts, fresh } = keeper.open(() => createParts(clock, secrets, found, keeper, changes));
  const { slack, discord, account, telegram, linkedin, x, networks, time } = parts;
  await listen(parts);
  const changed = (kind: string) => {
    if (PASSING.has(kind)) keeper.touchLightly();
    else keeper.touch();
    changes.tell();
  };
  slack.on('change', ({ kind }) => changed(kind));
  discord.on('change', changed);
  const events = new EventStreams(changes);
  const api = createApi({ slack, discord, account, telegram, linkedin, x, networks, time, events, log });
  const listener = getRequestListener(api.fetch, { overrideGlobalObjects: false });
  // Somebody looks: a message will follow, but the start need not wait for what it takes.
  const warmUp = once(() => setImmediate(() => slack.warmUp()));
  return {
    fresh,
    environment: environmentOf(secrets, parts),
    teamFile: await teamFileWith(networks.apps(APP.id)),
    mount: {
      prefix: '/',
      listener(request, response) {
        warmUp();
        return listener(request, response);
      },
    },
    installSlackApp(manifest) {
      slack.install(manifest);
      changes.tell();
    },
    registerRedirect(redirect) {
      linkedin.registerRedirect(LINKEDIN_APP, redirect);
      networks.registerRedirect(redirect);
    },
    setTimeKeeper(keeper) {
      time.keeper = keeper;
    },
    closePages: () => events.end(),
    async stop() {
      events.end();
      const servers = [slack, discord, account, telegram, linkedin, x, networks];
      await Promise.all(servers.map((server) => server.stop()));
      keeper.close();
    },
  };
}

/** The app by which accounts are connected. */
const APP = { id: 'playground-app', name: 'Bellwether' };

/** That of the example team, with what the networks add under `apps`. */
async function teamFileWith(apps: Record<string, Record<string, string>>): Promise<string> {
  const text = await readFile(join(packageFolder('playground'), 'team.yaml'), 'utf8');
  const lines = Object.entries(apps).map(([name, settings]) => {
    const keys = Object.entries(settings).map(([key, value]) => `    ${key}: ${JSON.stringify(value)}\n`);
    return `  ${name}:\n${keys.join('')}`;
  });
  return text.replace(/^apps:\n/m, (found) => `${found}${lines.join('')}`);
}

/** Changes in a chat that leave nothing behind that is kept, or nothing that anybody misses. */
const PASSING = new Set(['connection', 'delivery', 'gateway', 'typing']);

/** The clock comes last: moving it cannot be taken back when another part turns out to be unreadable. */
function createParts(
  clock: MovableClock,
  secrets: Secrets,
  found: PlaygroundNetwork[],
  keeper: StateKeeper,
  changes: Changes,
) {
  const keep = () => {
    keeper.save();
    changes.tell();
  };
  return {
    ports: new Ports(),
    slack: createLocalSlack({ clock, workspace: slackWorkspace(secrets) }),
    discord: createLocalDiscord({ clock, ...discordServer(secrets) }),
    account: new LocalAccount(clock, keep),
    telegram: new LocalTelegram({ clock, ...telegramOf(secrets), onChange: keep }),
    linkedin: new LocalLinkedIn({ clock, ...linkedInWorld(secrets) }, keep),
    x: new LocalX({ clock, ...xOf(secrets), onChange: keep }),
    networks: new RunningNetworks(found, { clock, app: APP, changed: keep }),
    time: new Timekeeping(clock, TEAM_ZONE, keep),
  };
}

async function listen(parts: ReturnType<typeof createParts>): Promise<void> {
  const { ports, slack, discord, account, telegram, linkedin, x, networks } = parts;
  await Promise.all([
    networks.start(ports),
    ports.open('slack', async (port) => {
      await slack.start(port);
      return slack.apiUrl;
    }),
    ports.open('discord', async (port) => {
      await discord.start(port);
      return discord.apiUrl;
    }),
    ports.open('account', async (port) => {
      await account.start(port);
      return account.url;
    }),
    ports.open('telegram', async (port) => {
      await telegram.start(port);
      return telegram.apiUrl;
    }),
    ports.open('linkedin', async (port) => {
      await linkedin.start(port);
      return linkedin.url;
    }),
    ports.open('x', async (port) => {
      await x.start(port);
      return x.url;
    }),
  ]);
}

function once(run: () => void): () => void {
  let ran = false;
  return () => {
    if (!ran) run();
    ran = true;
  };
}

function newSecrets(): Secrets {
  const secret = () => randomBytes(18).toString('hex');
  return {
    slackBotToken: `xoxb-playground-${secret()}`,
    slackAppToken: `xapp-playground-${secret()}`,
    slackSigningSecret: secret(),
    discordToken: `playground.${secret()}`,
    telegramToken: `1100000002:${secret()}`,
    linkedInSecret: secret(),
    xClientSecret: secret(),
  };
}

function environmentOf(
  secrets: Secrets,
  { slack, discord, account, telegram, linkedin, x, networks }: ReturnType<typeof createParts>,
): Record<string, string> {
  return {
    SLACK_BOT_TOKEN: secrets.slackBotToken,
    SLACK_APP_TOKEN: secrets.slackAppToken,
    SLACK_API_URL: slack.apiUrl,
    DISCORD_TOKEN: secrets.discordToken,
    DISCORD_API_URL: discord.apiUrl,
    PLAYGROUND_ACCOUNT_URL: account.url,
    PLAYGROUND_ACCOUNT_SECRET: account.secret,
    TELEGRAM_TOKEN: secrets.telegramToken,
    TELEGRAM_API_URL: telegram.apiUrl,
    PLAYGROUND_LINKEDIN_ID: LINKEDIN_APP,
    PLAYGROUND_LINKEDIN_SECRET: secrets.linkedInSecret,
    PLAYGROUND_LINKEDIN_URL: linkedin.url,
    PLAYGROUND_X_ID: X_CLIENT_ID,
    PLAYGROUND_X_SECRET: secrets.xClientSecret,
    PLAYGROUND_X_URL: x.url,
    ...networks.environment(),
  };
}
