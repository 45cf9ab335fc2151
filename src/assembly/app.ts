/** Puts an app together from its environment: the same for a process that stays and for a verb of the command line. */
import type { Environment } from '../../config/env.ts';
import { keyFromFile } from '../../config/secret-key.ts';
import { createAccounts, sealAnew } from '../app/accounts.ts';
import { bound } from '../app/alarms/alarm.ts';
import { createRinger } from '../app/alarms/ringer.ts';
import type { App } from '../app/app.ts';
import { logAuditHead } from '../app/auditing.ts';
import { loadAlarms, loadSubjects } from '../app/definitions.ts';
import { createDeliverer, type DelivererOptions } from '../app/deliveries/deliverer.ts';
import { createObstacleFinder } from '../app/deliveries/preflighting.ts';
import { createMoods } from '../app/listening/moods.ts';
import { hasLeftTeam } from '../app/people/recognition.ts';
import { publicMediaBy } from '../app/public-media.ts';
import { tellOfFault, tellOfMending } from '../app/showing/closed-places.ts';
import { createSender } from '../app/showing/sender.ts';
import { createConnectedTargets } from '../app/targets/connected.ts';
import { createDoorkeeper } from '../app/targets/pausing.ts';
import { wakeForAlarm, wakeForDelivery, wakeForOutbox } from '../app/waking.ts';
import { openBuiltIn } from '../classifiers/built-in.ts';
import type { Clock } from '../kit/clock.ts';
import type { Log } from '../kit/log.ts';
import { setProxies } from '../kit/proxies.ts';
import { createSeal, type Seal } from '../kit/seal.ts';
import type { Internet } from '../media/internet.ts';
import { createLinkCards } from '../media/link-cards.ts';
import { createLinks } from '../media/links.ts';
import { loadNetworks } from '../networks/load.ts';
import { loadPreflightRules } from '../posts/preflight/load.ts';
import { createQueue } from '../queue/bullmq.ts';
import * as leases from '../store/leases.ts';
import * as numbers from '../store/numbers.ts';
import { type OpenDatabase, openDatabase } from '../store/open/open-database.ts';
import { createMediaLinks, type MediaLinks } from '../web/media-links.ts';
import { createPageLinks } from '../web/page-links.ts';
import { openBlobs } from './blobs.ts';
import type { Closing } from './closing.ts';
import { openSpeakers } from './messengers.ts';
import { type LiveTeam, openTeam, withConnected } from './team.ts';

export interface AppOptions extends Pick<DelivererOptions, 'lease' | 'deadline' | 'ended'> {
  environment: Environment;
  /** Used instead of the team file. */
  teamText?: string;
  /** The embedded database forgets what it holds. */
  startEmpty?: boolean;
  clock: Clock;
  log: Log;
  /** Told what must be closed when the app is done with. */
  closing: Closing;
  /** What counts as the public internet. */
  internet?: Internet;
  /** Where the web server of this process is reached, once it is. */
  address?(): string | undefined;
}

export interface OpenApp {
  app: App;
  team: LiveTeam;
  opened: OpenDatabase;
  /** Addresses of pictures for networks that fetch them. */
  mediaLinks: MediaLinks;
  seal: Seal;
}

/** Throws what a person can mend: a `ConfigurationFault`, a `Refusal`. */
export async function openApp(options: AppOptions): Promise<OpenApp> {
  const { environment, clock, log, closing, lease, deadline, internet, ended } = options;
  await setProxies(environment.proxies ?? {});
  // The embedded database compiles on other threads; meanwhile this one loads what hearing the chats takes.
  const opening = openDatabase({ ...environment, startEmpty: options.startEmpty, log });
  // It may fail before it is waited for below; then it is told there.
  opening.catch(() => {});
  closing.add(async () => (await opening.catch(() => undefined))?.close());
  const networks = await loadNetworks();
  const file = await openTeam({ ...options, networks });
  const opened = await opening;
  const { database } = opened;
  const blobs = openBlobs(environment, database);
  // When all else has ended: whoever cuts the log while nothing runs is found out by this.
  closing.add(() => logAuditHead(database, log));
  // The folder is one process' alone: whoever held something in it is dead.
  if (!environment.databaseUrl) {
    await leases.freeAll(database, clock.now());
    await numbers.countOn(database);
  }
  const queue = await createQueue({ redisUrl: environment.redisUrl, pool: opened.pool, clock, log });
  const key = environment.secretKey ?? (await keyFromFile(environment.dataDir));
  const seal = createSeal(key, environment.previousSecretKey);
  await sealAnew({ database, seal, log });
  const { baseUrl, host, port } = environment;
  const reached = {
    now: () => clock.now(),
    base: () => baseUrl ?? options.address?.() ?? `http://${host}:${port}`,
  };
  const mediaLinks = createMediaLinks({ key, ...reached });
  const publicMedia = publicMediaBy(mediaLinks, baseUrl);
  const connected = createConnectedTargets({ file: file.now, networks, database, seal, log });
  await connected.refresh();
  const team = withConnected(file, connected, log);
  const accounts = createAccounts({
    ...{
      team: team.now,
      refresh: connected.refresh,
      networks,
      database,
      seal,
      clock,
      log,
      deadline,
      publicMedia,
    },
  });
  closing.add(accounts.close);
  const { messengers, moderators } = await openSpeakers({
    environment,
    team: team.now(),
    database,
    clock,
    log,
  });
  closing.add(() => Promise.all([...messengers.values()].map((messenger) => messenger.close())));
  const deliverer = createDeliverer({
    ...{ database, blobs, clock, log, accounts, lease, deadline, ended },
    grace: () => team.now().publishing.grace,
    changed: (subjects) => {
      if (subjects.length > 0) void wakeForOutbox(app);
    },
    again: (at) => void wakeForDelivery(app, at),
    refusedAccount: createDoorkeeper(() => app),
    obstacle: createObstacleFinder(() => app),
  });
  closing.add(() => deliverer.stop(DELIVERY_GRACE), DELIVERY_GRACE + LAST_WORDS);
  const subjects = await loadSubjects();
  const preflightRules = await loadPreflightRules();
  const sender = createSender({
    ...{ database, clock, log, messengers },
    preferred: () => Object.keys(team.now().channels.review),
    draw: (subject, asked) => subjects.draw(app, subject, asked),
    together: subjects.together,
    hasLeft: async (personId) => hasLeftTeam(app, personId),
    faulty: (message, fault, since) => tellOfFault(app, message, fault, since),
    unsaid: (message, why) => subjects.unsaid(app, message, why),
    mended: (place) => tellOfMending(app, place),
    wake: (at) => void wakeForOutbox(app, at),
  });
  closing.add(() => sender.stop(SENDER_GRACE), SENDER_GRACE + LAST_WORDS);
  const alarms = await loadAlarms();
  const ringer = createRinger({
    ...{ database, clock, log },
    definitionOf: (kind) => bound(alarms.get(kind), () => app),
    wake: (dueAt) => void wakeForAlarm(app, dueAt),
  });
  closing.add(() => ringer.stop(RINGER_GRACE), RINGER_GRACE + LAST_WORDS);
  // The queue first, so that nothing new is begun; one that does not answer must not keep the deliverer from its end.
  closing.add(() => queue.stop(QUEUE_GRACE), QUEUE_GRACE + LAST_WORDS);
  const links = createLinks({ clock, internet });
  const linkCards = createLinkCards({ clock, internet });
  const pages = createPageLinks({ key, ...reached });
  const moods = createMoods({ database, open: () => openBuiltIn() });
  const app: App = {
    ...{ clock, log, database, blobs, queue, messengers, moderators, accounts, deliverer, links },
    ...{ linkCards, preflightRules, subjects, sender, ringer, moods, pages, internet, lease },
    get team() {
      return team.now();
    },
  };
  return { app, team, opened, mediaLinks, seal };
}

/** ms; a stop may take ten seconds altogether. */
const QUEUE_GRACE = 2_000;
const DELIVERY_GRACE = 3_500;
const SENDER_GRACE = 1_000;
const RINGER_GRACE = 1_000;
/** To hand back what is not finished. */
const LAST_WORDS = 250;
