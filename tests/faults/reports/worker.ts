/** One life of a reporting process: the real app, which kills itself at one of its steps. Exits with 0 when all is said. */
import { readEnvironment } from '../../../config/env.ts';
import type { App } from '../../../src/app/app.ts';
import { sweep } from '../../../src/app/sweeping.ts';
import { openApp } from '../../../src/assembly/app.ts';
import { Closing } from '../../../src/assembly/closing.ts';
import { MovableClock } from '../../../src/kit/clock.ts';
import { createLog } from '../../../src/kit/log.ts';
import { chartsOf } from '../../../src/reports/charts.ts';
import * as alarms from '../../../src/store/alarms.ts';
import * as outbox from '../../../src/store/outbox.ts';
import { reports } from '../../../src/store/schema/reports.ts';
import { countSteps } from '../app-steps.ts';
import type { Known, Life } from './life.ts';

const life = JSON.parse(process.argv[2] ?? '') as Life;

async function live(): Promise<void> {
  const log = createLog('error', { write: (line) => process.stderr.write(line) });
  const clock = new MovableClock(life.offset);
  const environment = readEnvironment(life.environment);
  const { app } = await openApp({ environment, clock, log, closing: new Closing(log) });
  const counted = countSteps(app, life.killAt);
  for (let round = 0; round < ROUNDS; round += 1) {
    await sweep(app);
    await app.ringer.ringDue();
    await app.ringer.idle();
    await app.sender.sendDue();
    await app.sender.idle();
    if (await isQuiet(app)) break;
    clock.moveTo(clock.now() + STRIDE);
  }
  const { steps } = counted;
  process.stdout.write(`${JSON.stringify({ ...(await known(app)), steps })}\n`);
  process.exit(0);
}

async function isQuiet({ database }: App): Promise<boolean> {
  const charts = await alarms.ofKind(database, 'send-charts');
  return charts.length === 0 && !(await outbox.isAnyWaiting(database));
}

async function known(app: App): Promise<Known> {
  const made = await app.database.select().from(reports);
  return {
    reports: made.map(({ audience, period, report }) => ({
      ...{ audience, period },
      pictures: chartsOf(report).length,
    })),
    isQuiet: await isQuiet(app),
  };
}

const ROUNDS = 40;
/** ms: longer than the longest pause between two looks for a thread, so that each round has a try. */
const STRIDE = 16 * 60_000;

void live().catch((error) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
