/**
 * The playground: a local Slack, a local Discord and a local account, with a page that shows them. It knows nothing
 * of the bot, which is pointed at the chats by `environment` and runs on them as on the real ones.
 */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import type { MovableClock } from '../kit/clock.ts';
import type { Log } from '../kit/log.ts';
import { packageRoot } from '../kit/root.ts';
import { LocalAccount } from './account.ts';
import { createApi } from './api/api.ts';
import { EventStreams } from './api/events.ts';
import { Changes } from './changes.ts';
import { createLocalDiscord } from './discord/index.ts';
import { createLocalSlack } from './slack/index.ts';
import { type TimeKeeper, Timekeeping } from './timekeeping.ts';
import { discordServer, type Secrets, slackWorkspace, TEAM_ZONE } from './world.ts';

export interface Playground {
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
  /** Who knows what is due and when it is done. Until then the clock moves without stops. */
  setTimeKeeper(keeper: TimeKeeper): void;
  /** Ends the event streams of open pages, which would hold up a web server that stops. Called by `stop` too. */
  closePages(): void;
  stop(): Promise<void>;
}

export async function startPlayground({
  clock,
  log,
}: {
  clock: MovableClock;
  log: Log;
}): Promise<Playground> {
  const secrets = newSecrets();
  const changes = new Changes();
  const slack = createLocalSlack({ clock, workspace: slackWorkspace(secrets) });
  const discord = createLocalDiscord({ clock, ...discordServer(secrets) });
  const account = new LocalAccount(clock, changes.tell);
  await Promise.all([slack.start(), discord.start(), account.start()]);
  slack.on('change', changes.tell);
  discord.on('change', changes.tell);
  const time = new Timekeeping(clock, TEAM_ZONE, changes.tell);
  const events = new EventStreams(changes);
  const api = createApi({ slack, discord, account, time, events, log });
  const listener = getRequestListener(api.fetch, { overrideGlobalObjects: false });
  // Somebody looks: a message will follow, but the start need not wait for what it takes.
  const warmUp = once(() => setImmediate(() => slack.warmUp()));
  return {
    environment: environmentOf(secrets, { slack: slack.apiUrl, discord: discord.apiUrl, account }),
    teamFile: await readFile(join(packageRoot(), 'src', 'playground', 'team.yaml'), 'utf8'),
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
    setTimeKeeper(keeper) {
      time.keeper = keeper;
    },
    closePages: () => events.end(),
    async stop() {
      events.end();
      await Promise.all([slack.stop(), discord.stop(), account.stop()]);
    },
  };
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
  };
}

function environmentOf(
  secrets: Secrets,
  places: { slack: string; discord: string; account: LocalAccount },
): Record<string, string> {
  return {
    SLACK_BOT_TOKEN: secrets.slackBotToken,
    SLACK_APP_TOKEN: secrets.slackAppToken,
    SLACK_API_URL: places.slack,
    DISCORD_TOKEN: secrets.discordToken,
    DISCORD_API_URL: places.discord,
    PLAYGROUND_ACCOUNT_URL: places.account.url,
    PLAYGROUND_ACCOUNT_SECRET: places.account.secret,
  };
}
