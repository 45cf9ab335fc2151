/** Builds everything that a process needs for its part, starts it in order, and stops it in the reverse order. */

import { setTimeout as pause } from 'node:timers/promises';
import type { Environment } from '../../config/env.ts';
import { keyFromFile } from '../../config/secret-key.ts';
import { readTeam, readTeamFile, type Team } from '../../config/team.ts';
import { createAccounts, sealAnew } from '../app/accounts.ts';
import type { App } from '../app/app.ts';
import { loadCommands } from '../app/definitions.ts';
import { createDeliverer } from '../app/deliveries/deliverer.ts';
import { createObstacleFinder } from '../app/deliveries/preflighting.ts';
import { recognise } from '../app/people/recognition.ts';
import { keepRemark, takesRemarks } from '../app/posts/commenting.ts';
import { createDoorkeeper } from '../app/targets/pausing.ts';
import { wakeForCards, wakeForDelivery } from '../app/waking.ts';
import { Dispatcher } from '../chat/dispatch.ts';
import type { Clock } from '../kit/clock.ts';
import { refuse } from '../kit/finding.ts';
import type { Log } from '../kit/log.ts';
import { createSeal } from '../kit/seal.ts';
import { t } from '../kit/t.ts';
import type { Internet } from '../media/internet.ts';
import { createLinks } from '../media/links.ts';
import { loadNetworks } from '../networks/load.ts';
import { createQueue } from '../queue/bullmq.ts';
import * as events from '../store/events.ts';
import * as leases from '../store/leases.ts';
import { type OpenDatabase, openDatabase } from '../store/open/open-database.ts';
import { createMetrics, type Metrics } from '../web/metrics.ts';
import { createWeb } from '../web/web.ts';
import { openChats, openMessengers, warmUpChats } from './chats.ts';
import { type Ground, openGround } from './ground.ts';
import { type Ears, listen } from './listening.ts';
import type { Part } from './part.ts';
import { startWork } from './work.ts';

export interface House {
  address: string;
  /** What the operator reads when all is ready. */
  greeting: string;
  /** Finishes what it holds or lets go of it, within ten seconds. */
  stop(): Promise<void>;
}

export interface HouseOptions {
  /** Instead of the system's. */
  clock?: Clock;
  /** ms after which others take up what a worker held that died; what it had begun, after a request's deadline too. */
  lease?: number;
  /** ms that one request to a network may take. */
  deadline?: number;
  /** What counts as the public internet. */
  internet?: Internet;
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
  const { app, opened } = await buildApp(part, ground, log, metrics, closing, options);
  options.built?.(app);
  const { database, clock, team } = app;
  const around = { environment: ground.environment, team, database, clock, log };
  const definitions = part === 'worker' ? [] : await loadCommands();
  const dispatcher = new Dispatcher<App>({
    definitions,
    app,
    log,
    who: (identity, member) => recognise(app, identity, member),
    once: events.firstTimes(app.database),
    remarks: {
      about: (message) => takesRemarks(app, message),
      keep: (remark) => keepRemark(app, remark),
    },
  });
  await ground.ready(app, dispatcher);
  const { chats, mounts } =
    part === 'worker' ? { chats: [], mounts: [] } : await openChats(around, dispatcher);
  let ears: Ears | undefined;
  const web = createWeb({
    ...ground.environment,
    log,
    mounts: [...mounts, ...ground.mounts],
    metrics: metrics.text,
    health: async () => ({
      database: await opened.fault(),
      queue: await app.queue.fault(),
      ...(ears?.faults() ?? { chats: t('The chats are not heard yet.') }),
    }),
  });
  const address = await web.start();
  closing.add(async () => {
    ground.quiet();
    await web.stop(WEB_GRACE);
  });
  // Both wait for others most of the time.
  const hearing = listen(chats, log, ground.environment.databaseUrl ? opened.pool : undefined);
  closing.add(async () => (await hearing.catch(() => undefined))?.stop());
  [ears] = await Promise.all([hearing, part === 'bot' ? undefined : startWork(app, metrics)]);
  return { address, greeting: ground.greeting(address), stop: () => closing.run() };
}

async function buildApp(
  part: Part,
  ground: Ground,
  log: Log,
  metrics: Metrics,
  closing: Closing,
  { lease, deadline, internet }: HouseOptions,
): Promise<{ app: App; opened: OpenDatabase }> {
  const { environment, clock } = ground;
  // The embedded database compiles on other threads; meanwhile this one loads what hearing the chats takes.
  const opening = openDatabase({ ...environment, startEmpty: ground.startEmpty, log });
  // It may fail before it is waited for below; then it is told there.
  opening.catch(() => {});
  closing.add(async () => (await opening.catch(() => undefined))?.close());
  if (part !== 'worker') void warmUpChats(environment);
  const networks = await loadNetworks();
  const team = await teamOf(ground, networks);
  const opened = await opening;
  const { database } = opened;
  // The folder is one process' alone: whoever held something in it is dead.
  if (!environment.databaseUrl) await leases.freeAll(database, clock.now());
  const queue = await createQueue({ redisUrl: environment.redisUrl, pool: opened.pool, clock, log });
  const key = environment.secretKey ?? (await keyFromFile(environment.dataDir));
  const seal = createSeal(key, environment.previousSecretKey);
  await sealAnew({ database, seal, log });
  const accounts = createAccounts({ team, networks, database, seal, clock, log, deadline });
  closing.add(accounts.close);
  const messengers = await openMessengers({ environment, team, database, clock, log });
  closing.add(() => Promise.all([...messengers.values()].map((messenger) => messenger.close())));
  const deliverer = createDeliverer({
    ...{ database, clock, log, accounts, grace: team.publishing.grace, lease, deadline },
    changed: (subjects) => {
      for (const subject of subjects) void wakeForCards(app, subject);
    },
    again: (at) => void wakeForDelivery(app, at),
    refusedAccount: createDoorkeeper(() => app),
    obstacle: createObstacleFinder(() => app),
    ended: ({ network, outcome, late }) => {
      metrics.delivered(network, outcome === 'scheduled' ? 'retry' : outcome);
      if (late !== undefined) metrics.late(network, late);
    },
  });
  closing.add(async () => {
    // The queue first, so that nothing new is begun.
    await queue.stop(QUEUE_GRACE);
    await deliverer.stop(DELIVERY_GRACE);
  }, QUEUE_GRACE + DELIVERY_GRACE);
  const links = createLinks({ clock, internet });
  const app: App = { clock, log, team, database, queue, messengers, accounts, deliverer, links };
  return { app, opened };
}

async function teamOf(
  { environment, teamText }: Ground,
  networks: Awaited<ReturnType<typeof loadNetworks>>,
): Promise<Team> {
  const sources = { networks, environment: environment.source };
  if (teamText === undefined) return readTeamFile(environment.teamFile, sources);
  return readTeam(teamText, { ...sources, fileName: 'the playground team' });
}

/** What was opened, closed in the reverse order; one that fails does not keep the others open. */
class Closing {
  private readonly steps: { step: () => Promise<unknown>; most: number }[] = [];
  private readonly log: Log;

  constructor(log: Log) {
    this.log = log;
  }

  /** `most`: ms that the step may take before the next one begins. */
  add(step: () => Promise<unknown>, most = STEP_GRACE): void {
    this.steps.push({ step, most });
  }

  async run(): Promise<void> {
    for (const { step, most } of this.steps.splice(0).reverse()) {
      const stopped = step().catch((error) => this.log.error({ err: error }, 'a part did not stop cleanly'));
      await Promise.race([stopped, pause(most, undefined, { ref: false })]);
    }
  }
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

/** ms; together below the ten seconds that a stop may take. */
const WEB_GRACE = 1_000;
const QUEUE_GRACE = 2_000;
const DELIVERY_GRACE = 3_500;
const STEP_GRACE = 1_500;
