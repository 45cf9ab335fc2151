/**
 * What the house stands on: the environment and the system's clock, or, where no chat has a token, the playground
 * with chats of its own and a clock that can be moved.
 */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { type Environment, readEnvironment } from '../../config/env.ts';
import type { App } from '../app/app.ts';
import type { Dispatcher } from '../chat/dispatch.ts';
import { type Clock, MovableClock, systemClock } from '../kit/clock.ts';
import { type Refusal, refuse } from '../kit/finding.ts';
import type { Log } from '../kit/log.ts';
import { t } from '../kit/t.ts';
import * as deliveries from '../store/deliveries.ts';
import type { Mount } from '../web/mount.ts';
import type { Part } from './part.ts';

export interface Ground {
  environment: Environment;
  clock: Clock;
  /** Used instead of the team file. */
  teamText?: string;
  mounts: Mount[];
  /** Told when the app is built, before the chats are heard. */
  ready(app: App, dispatcher: Dispatcher<App>): void;
  greeting(address: string): string;
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
    mounts: [],
    ready: () => {},
    greeting: (address) => t('Bellwether is ready at {address}.', { address }),
    stop: async () => {},
  };
}

async function playground(given: Environment, log: Log): Promise<Ground> {
  if (!isLoopback(given.host)) throw notForOthers(given.host);
  const { startPlayground } = await import('../playground/playground.ts');
  const { slackManifest } = await import('../chat/slack/index.ts');
  const clock = new MovableClock();
  const played = await startPlayground({ clock, log });
  const environment = readEnvironment({
    ...given.source,
    ...played.environment,
    DATA_DIR: given.source.DATA_DIR ?? join(given.dataDir, 'playground'),
  });
  const teamText = (await exists(given.teamFile)) ? undefined : played.teamFile;
  return {
    environment,
    clock,
    teamText,
    mounts: [played.mount],
    ready(app, dispatcher) {
      played.installSlackApp(slackManifest(dispatcher));
      played.setTimeKeeper({
        nextDue: () => deliveries.nextDue(app.database),
        settle: async () => {
          await app.deliverer.deliverDue();
          await app.deliverer.idle();
        },
      });
    },
    greeting: (address) => t('The playground is open: {address}', { address }),
    stop: played.stop,
  };
}

/** Anybody who reaches the playground can act as anybody in it. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
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

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
