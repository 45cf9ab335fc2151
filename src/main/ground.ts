/**
 * What the house stands on: the environment and the system's clock, or, where no chat has a token, the playground
 * with chats of its own and a clock that can be moved.
 */
import { access } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { type Environment, readEnvironment } from '../../config/env.ts';
import type { App } from '../app/app.ts';
import { redirectOf } from '../app/grants/exchange.ts';
import { sweep } from '../app/sweeping.ts';
import type { Dispatcher } from '../chat/dispatch.ts';
import type { HeardHandler } from '../chat/listeners.ts';
import { type Clock, MovableClock, systemClock } from '../kit/clock.ts';
import { type Refusal, refuse } from '../kit/finding.ts';
import type { Log } from '../kit/log.ts';
import { makePrivate } from '../kit/private-folder.ts';
import { packageRoot } from '../kit/root.ts';
import { t } from '../kit/t.ts';
import * as alarms from '../store/alarms.ts';
import * as deliveries from '../store/deliveries.ts';
import * as people from '../store/people.ts';
import * as sessions from '../store/sessions.ts';
import type { Mount } from '../web/mount.ts';
import type { Part } from './part.ts';

export interface Ground {
  environment: Environment;
  clock: Clock;
  /** Used instead of the team file. */
  teamText?: string;
  /** What the embedded database holds belongs to chats that are no more. */
  startEmpty: boolean;
  mounts: Mount[];
  /** Told when the app is built, before the chats are heard. */
  ready(app: App, dispatcher: Dispatcher<App>, handler: HeardHandler): Promise<void>;
  /** Told when people reach the pages. */
  reached(app: App): void;
  greeting(address: string): string;
  /** Ends what would hold up a web server that stops. */
  quiet(): void;
  stop(): Promise<void>;
}

/** `clock`: instead of the system's. */
export async function openGround(
  part: Part,
  environment: Environment,
  log: Log,
  clock: Clock = systemClock,
): Promise<Ground> {
  const playing = part === 'all' && !environment.slack && !environment.discord;
  return playing ? playground(environment, log) : plain(environment, clock);
}

function plain(environment: Environment, clock: Clock): Ground {
  return {
    environment,
    clock,
    startEmpty: false,
    mounts: [],
    ready: async () => {},
    reached: () => {},
    greeting: (address) => t('Bellwether is ready at {address}.', { address }),
    quiet: () => {},
    stop: async () => {},
  };
}

async function playground(given: Environment, log: Log): Promise<Ground> {
  if (!isLoopback(given.host)) throw notForOthers(given.host);
  if (!(await exists(join(packageRoot(), 'packages/playground')))) throw notHere();
  const { startPlayground } = await import('@bellwether/playground');
  const { slackManifest } = await import('../chat/slack/index.ts');
  const clock = new MovableClock();
  // A folder of its own: a start without tokens must never touch what a real team keeps.
  const folder = join(given.dataDir, 'playground');
  makePrivate(given.dataDir, ['playground']);
  const played = await startPlayground({ clock, log, folder });
  const environment = readEnvironment({ ...given.source, ...played.environment, DATA_DIR: folder });
  const teamText = (await exists(given.teamFile)) ? undefined : played.teamFile;
  return {
    environment,
    clock,
    teamText,
    startEmpty: played.fresh,
    mounts: [played.mount],
    async ready(app, { commands, groups, menus }, handler) {
      if (environment.databaseUrl) await claimForPlaying(app.database);
      played.installSlackApp(slackManifest({ commands, groups, menus, needs: handler.needs('slack') }));
      played.setTimeKeeper({
        nextDue: () => deliveries.nextDue(app.database),
        nextStop: () => firstOf(deliveries.nextDue(app.database), alarms.nextDue(app.database)),
        settle: async () => {
          await sweep(app);
          await app.ringer.ringDue();
          await app.ringer.idle();
          await app.deliverer.deliverDue();
          await app.deliverer.idle();
        },
      });
    },
    reached: (app) => played.registerRedirect(redirectOf(app)),
    greeting: (address) => t('The playground is open: {address}', { address }),
    quiet: played.closePages,
    stop: played.stop,
  };
}

async function firstOf(...instants: Promise<number | undefined>[]): Promise<number | undefined> {
  const known = (await Promise.all(instants)).filter((one) => one !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}

/** Anybody who reaches the playground can act as anybody in it. */
export function isLoopback(host: string): boolean {
  // A name may begin with 127. as well, and lead anywhere.
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function notForOthers(host: string): Refusal {
  return refuse(
    'playground.host',
    'HOST',
    t('No chat has a token, so this is the playground, which is for this machine alone; HOST is {host}.', {
      host,
    }),
    t('Set HOST=127.0.0.1, or the tokens of Slack or Discord (docs/operating.md).'),
  );
}

/** An image holds the bot without it. */
function notHere(): Refusal {
  return refuse(
    'playground.absent',
    'SLACK_BOT_TOKEN',
    t('No chat has a token, and there is no playground here.'),
    t('Set the tokens of Slack or Discord (docs/operating.md); the playground is in the sources: npm start.'),
  );
}

/** A server's database is played on only where no team's people are in it, or where it was played on before. */
async function claimForPlaying(database: App['database']): Promise<void> {
  if (await sessions.load(database, PLAYED_ON)) return;
  if (await people.isAnybodyThere(database)) throw somebodysDatabase();
  await sessions.save(database, PLAYED_ON, PLAYED_ON);
}

/** No target's name: those hold letters, digits and dashes. */
const PLAYED_ON = '(playground)';

function somebodysDatabase(): Refusal {
  return refuse(
    'playground.database',
    'DATABASE_URL',
    t('No chat has a token, so this is the playground; but the database holds the posts of a team.'),
    t('Set the tokens of Slack or Discord, or give the playground an empty database.'),
  );
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
