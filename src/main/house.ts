/** Builds everything that a process needs for its part, starts it in order, and stops it in the reverse order. */

import type { Environment } from '../../config/env.ts';
import type { App } from '../app/app.ts';
import { auditorFault, auditorFigures } from '../app/crises/auditing.ts';
import { loadCommands, loadListeners, loadPages } from '../app/definitions.ts';
import { mentionsByHook } from '../app/listening/hook.ts';
import { recognise, recogniseById } from '../app/people/recognition.ts';
import { createMediaFinder } from '../app/public-media.ts';
import { refusedAttempts } from '../app/refused-attempts.ts';
import { tellOfAbsent, tellOfClashes, tellOfFaultyTeam } from '../app/team-file.ts';
import { type AppOptions, openApp } from '../assembly/app.ts';
import { Closing } from '../assembly/closing.ts';
import { watchTeam } from '../assembly/team.ts';
import { Dispatcher } from '../chat/dispatch.ts';
import { NO_JOURNAL } from '../chat/journal.ts';
import { Listeners } from '../chat/listeners.ts';
import type { Clock } from '../kit/clock.ts';
import { refuse } from '../kit/finding.ts';
import type { Log } from '../kit/log.ts';
import { setProxies } from '../kit/proxies.ts';
import { t } from '../kit/t.ts';
import * as events from '../store/events.ts';
import { mentionHook } from '../web/mention-hook.ts';
import { createMetrics } from '../web/metrics.ts';
import { mountPages } from '../web/pages.ts';
import { mountPublicMedia } from '../web/public-media.ts';
import { createWeb } from '../web/web.ts';
import { openChats, warmUpChats } from './chats.ts';
import { openGround } from './ground.ts';
import { openJournal } from './journal.ts';
import { type Ears, listen } from './listening.ts';
import type { Part } from './part.ts';
import { startWork } from './work.ts';

export interface House {
  address: string;
  /** What the operator reads when all is ready. */
  greeting: string;
  /** Looks at the team file now, as it is looked at every few seconds: a change is taken when two looks found the same. */
  lookAtTeam(): Promise<void>;
  /** Finishes what it holds or lets go of it, within ten seconds. */
  stop(): Promise<void>;
}

export interface HouseOptions extends Pick<AppOptions, 'lease' | 'deadline' | 'internet'> {
  /** Instead of the system's. */
  clock?: Clock;
  /** ms between two looks of a worker for what is due, beside the queue. */
  heartbeat?: number;
  /** Told when the app is built, before anything is heard. */
  built?(app: App): void;
}

export async function openHouse(
  part: Part,
  given: Environment,
  log: Log,
  options: HouseOptions = {},
): Promise<House> {
  if (part !== 'all' && !given.databaseUrl) throw needsDatabase(part);
  const closing = new Closing(log);
  try {
    return await open(part, given, log, closing, options);
  } catch (error) {
    await closing.run();
    throw error;
  }
}

async function open(
  part: Part,
  given: Environment,
  log: Log,
  closing: Closing,
  options: HouseOptions,
): Promise<House> {
  const ground = await openGround(part, given, log, options.clock);
  closing.add(ground.stop);
  const metrics = createMetrics();
  await setProxies(ground.environment.proxies ?? {});
  // The database opens on other threads meanwhile.
  if (part !== 'worker') void warmUpChats(ground.environment);
  let address: string | undefined;
  const { app, team, opened, mediaLinks, seal } = await openApp({
    ...ground,
    ...options,
    address: () => address,
    ...{ log, closing, clock: ground.clock },
    ended: ({ network, outcome, late }) => {
      metrics.delivered(network, outcome === 'scheduled' ? 'retry' : outcome);
      if (late !== undefined) metrics.late(network, late);
    },
  });
  options.built?.(app);
  const { database, clock } = app;
  const around = { environment: ground.environment, team: app.team, database, clock, log };
  let ears: Ears | undefined;
  const watch = watchTeam(
    team,
    { log, clock },
    {
      faulty: (fault) => tellOfFaultyTeam(app, fault),
      taken: async () => ears?.refresh(),
      clashing: (names) => tellOfClashes(app, names),
      awaiting: (targets) => tellOfAbsent(app, targets),
    },
  );
  closing.add(watch.stop);
  const journal = part === 'worker' ? NO_JOURNAL : openJournal(ground.environment, app, seal, closing);
  const definitions = part === 'worker' ? [] : await loadCommands();
  const dispatcher = new Dispatcher<App>({
    definitions,
    app,
    log,
    who: (identity, member) => recognise(app, identity, member),
    once: events.firstTimes(app.database),
    refused: refusedAttempts(app),
    journal,
  });
  const listeners = new Listeners({
    listeners: part === 'worker' ? [] : await loadListeners(),
    app,
    team: () => app.team,
    log,
    counted: metrics.unheard,
  });
  await ground.ready(app, dispatcher, listeners);
  const { chats, mounts } =
    part === 'worker' ? { chats: [], mounts: [] } : await openChats(around, dispatcher, listeners, journal);
  const hearing = listen(chats, log, ground.environment.databaseUrl ? opened.pool : undefined);
  ears = hearing;
  metrics.watchChats(hearing.faults);
  const who = (personId: number) => recogniseById(app, personId);
  const pictures = mountPublicMedia({ links: mediaLinks, log, find: createMediaFinder(app) });
  const pages = mountPages({ pages: loadPages, app, links: app.pages, log, who });
  metrics.watchAuditor(() => auditorFigures(app));
  const web = createWeb({
    ...ground.environment,
    log,
    mounts: [...mounts, mentionHook(mentionsByHook(app)), pages, pictures, ...ground.mounts],
    metrics: metrics.text,
    health: async () => ({
      database: await opened.fault(),
      queue: await app.queue.fault(),
      ...hearing.faults(),
    }),
    concerns: async () => ({ escalations: await auditorFault(app) }),
  });
  address = await web.start();
  ground.reached(app);
  closing.add(async () => {
    ground.quiet();
    await web.stop(WEB_GRACE);
  });
  closing.add(hearing.stop);
  // Both wait for others most of the time.
  await Promise.all([hearing.start(), part !== 'bot' && startWork({ app, metrics, closing, ...options })]);
  return {
    address,
    greeting: ground.greeting(address),
    lookAtTeam: watch.look,
    stop: () => closing.run(),
  };
}

function needsDatabase(part: Part) {
  return refuse(
    'environment.database_url',
    'DATABASE_URL',
    t('`npm run {part}` shares its work with other processes, and the embedded database serves one.', {
      part,
    }),
    t('Set DATABASE_URL to a PostgreSQL server, or use `npm start`.'),
  );
}

/** ms */
const WEB_GRACE = 1_000;
