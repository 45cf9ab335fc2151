/** A worker process of the harness: the real deliverer over the real networks, with orders instead of timers. */
import { writeSync } from 'node:fs';
import { createAccounts } from '../../src/app/accounts.ts';
import type { App } from '../../src/app/app.ts';
import { createDeliverer } from '../../src/app/deliveries/deliverer.ts';
import { createObstacleFinder } from '../../src/app/deliveries/preflighting.ts';
import { publishDue } from '../../src/app/deliveries/publishing.ts';
import type { Step } from '../../src/app/deliveries/steps.ts';
import { sweep } from '../../src/app/sweeping.ts';
import { checkAccounts, createDoorkeeper } from '../../src/app/targets/pausing.ts';
import { wakeForDelivery } from '../../src/app/waking.ts';
import { MovableClock } from '../../src/kit/clock.ts';
import { createLog, type Log } from '../../src/kit/log.ts';
import { createSeal } from '../../src/kit/seal.ts';
import type { Network } from '../../src/networks/network.ts';
import { loadPreflightRules } from '../../src/posts/preflight/load.ts';
import type { Queue } from '../../src/queue/job.ts';
import type { Claim } from '../../src/store/deliveries.ts';
import { type OpenDatabase, openDatabase } from '../../src/store/open/open-database.ts';
import { DEAF, SILENT, SPEECHLESS, UNASKED, UNFELT, UNRUNG, UNVISITED } from './deaf.ts';
import type { Answered, Asked, Order, Said, Trap, WorkerSettings } from './orders.ts';
import { standAt, standStill } from './standing.ts';
import { SUBJECTS } from './subjects.ts';
import { NETWORKS } from './targets.ts';
import { publicMediaOf, teamOf } from './team.ts';

export const ready = work(JSON.parse(process.argv[2] ?? ''));
let tellWorked = () => {};
/** It has been through a whole run. */
export const worked = new Promise<void>((resolve) => {
  tellWorked = resolve;
});

let settings: WorkerSettings;
let log: Log;
let opened: OpenDatabase;
let shift: Shift | undefined;

async function work(given: WorkerSettings): Promise<void> {
  settings = given;
  log = createLog(process.env.LOG_LEVEL ?? 'error', { write: (line) => process.stderr.write(line) });
  const { databaseUrl } = settings;
  opened = await openDatabase({ databaseUrl, dataDir: '', migrate: false, maxConnections: 4, log });
  process.on('message', ({ id, order }: Asked) => {
    obey(order).then(
      () => answer({ id }),
      (error: Error) => answer({ id, error: error.stack ?? String(error) }),
    );
  });
  process.on('disconnect', () => process.exit(0));
  await warmUp();
  answer({ id: 0 });
}

function answer(answered: Answered): void {
  process.send?.(answered);
}

async function obey(order: Order): Promise<void> {
  if (order.kind === 'begin') return begin(order);
  if (order.kind === 'collect') return globalThis.gc?.();
  if (!shift) throw new Error('The run has not begun.');
  const { app, clock, wakeUps } = shift;
  if (order.kind !== 'rest' && order.kind !== 'clock') wakeUps.goOn();
  switch (order.kind) {
    case 'clock': {
      const instant = Date.now() + order.offset;
      if (instant > clock.now()) clock.moveTo(instant);
      return;
    }
    case 'deliver':
      await publishDue(app);
      return app.deliverer.idle();
    case 'sweep':
      await sweep(app);
      return;
    case 'check':
      return checkAccounts(app);
    case 'rest':
      await wakeUps.hold();
      return app.deliverer.idle();
    case 'stop':
      return end();
  }
}

async function begin({ offset, traps, byQueue }: Extract<Order, { kind: 'begin' }>): Promise<void> {
  await end();
  shift = await startShift(new MovableClock(offset), traps, byQueue);
}

async function end(): Promise<void> {
  const ending = shift?.app;
  shift = undefined;
  await ending?.queue.stop(GRACE);
  await ending?.deliverer.stop(GRACE);
  await ending?.accounts.close();
  if (ending) tellWorked();
}

interface Shift {
  app: App;
  clock: MovableClock;
  wakeUps: WakeUps;
}

/**
 * What the queue asks for by itself. Held while time is moved: else a worker decides by its own clock in the moment in
 * which everybody else's is hours ahead.
 */
class WakeUps {
  private readonly running = new Set<Promise<unknown>>();
  private held: Promise<void> | undefined;
  private release = () => {};

  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.held;
    const running = work();
    this.running.add(running);
    return running.finally(() => this.running.delete(running));
  }

  /** Resolves when nothing runs any more. */
  async hold(): Promise<void> {
    this.held ??= new Promise((resolve) => {
      this.release = resolve;
    });
    await Promise.allSettled(this.running);
  }

  goOn(): void {
    this.held = undefined;
    this.release();
  }
}

async function startShift(clock: MovableClock, traps: Trap[], byQueue: boolean): Promise<Shift> {
  const { database } = opened;
  const team = teamOf(settings.accounts, settings.grace);
  const networks = new Map(Object.values(NETWORKS).map((one) => [one.name, one as Network]));
  const seal = createSeal(Buffer.alloc(32, 7));
  const accounts = createAccounts({
    team: () => team,
    networks,
    database,
    seal,
    clock,
    log,
    deadline: settings.deadline,
    publicMedia: publicMediaOf(settings),
  });
  const queue = byQueue ? await openQueue(clock) : DEAF;
  const deliverer = createDeliverer({
    ...{ database, clock, log, accounts, grace: () => team.publishing.grace },
    ...{ lease: settings.lease, deadline: settings.deadline },
    changed: () => {},
    again: (at) => void wakeForDelivery(app, at),
    refusedAccount: createDoorkeeper(() => app),
    obstacle: createObstacleFinder(() => app),
    step: (step, claim) => meet(step, claim, traps),
  });
  const links = UNASKED;
  const preflightRules = await loadPreflightRules();
  const linkCards = UNASKED;
  const app: App = {
    ...{ clock, log, team, database, queue, ...SPEECHLESS, accounts, deliverer, links },
    ...{ linkCards, preflightRules, subjects: SUBJECTS, sender: SILENT, ringer: UNRUNG },
    ...{ moods: UNFELT, pages: UNVISITED },
  };
  const wakeUps = new WakeUps();
  if (byQueue) await queue.work([{ name: 'publish-due', run: () => wakeUps.run(() => publishDue(app)) }]);
  return { app, clock, wakeUps };
}

async function openQueue(clock: MovableClock): Promise<Queue> {
  const { createQueue } = await import('../../src/queue/bullmq.ts');
  return createQueue({ redisUrl: settings.redisUrl, pool: opened.pool, clock, log });
}

/** Told before anything follows from it; where it ends the process, nothing does. */
function meet(step: Step, { id: deliveryId, key, postId, target }: Claim, traps: Trap[]): void {
  const trap = sprung(traps, step, postId, target);
  const ends = trap && trap.pause === undefined;
  const said: Said = { pid: process.pid, step, postId, target, deliveryId, ...(ends && { trap: true }) };
  writeSync(1, `${JSON.stringify(said)}\n`);
  if (ends) process.kill(process.pid, 'SIGKILL');
  if (trap?.pause && trap.inClient) standAt({ key, span: trap.pause, moment: trap.inClient });
  else if (trap?.pause) standStill(trap.pause);
}

function sprung(traps: Trap[], step: Step, postId: number, target: string): Trap | undefined {
  const met = traps.filter((one) => one.step === step && one.postId === postId && one.target === target);
  for (const trap of met) trap.time -= 1;
  return met.find(({ time }) => time === 0);
}

/** The networks' clients load at their first call; a spare worker has that behind it. */
async function warmUp(): Promise<void> {
  await Promise.all([import('@atproto/api'), import('@slack/web-api'), import('@discordjs/rest')]);
}

/** ms. */
const GRACE = 200;
