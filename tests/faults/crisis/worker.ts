/** A worker process of the harness: the real ringer, sender, climb and auditor, with orders instead of timers. */
import pg from 'pg';
import { alarm as escalate } from '../../../alarms/escalate.ts';
import { alarm as page } from '../../../alarms/page.ts';
import { bound } from '../../../src/app/alarms/alarm.ts';
import { createRinger } from '../../../src/app/alarms/ringer.ts';
import type { App } from '../../../src/app/app.ts';
import {
  acknowledge,
  dismiss,
  escalate as escalateFurther,
  reopen,
  resolve,
} from '../../../src/app/crises/acting.ts';
import { auditEscalations } from '../../../src/app/crises/auditing.ts';
import { openCrisis } from '../../../src/app/crises/opening.ts';
import { reachable } from '../../../src/app/crises/roster.ts';
import { createSender } from '../../../src/app/showing/sender.ts';
import { createSubjects } from '../../../src/app/showing/subject.ts';
import { MovableClock } from '../../../src/kit/clock.ts';
import { Refusal } from '../../../src/kit/finding.ts';
import { createLog } from '../../../src/kit/log.ts';
import { done, type Queue } from '../../../src/queue/job.ts';
import { openDatabase } from '../../../src/store/open/open-database.ts';
import type { Pool } from '../../../src/store/open/pool.ts';
import * as people from '../../../src/store/people.ts';
import { subject as crisis } from '../../../subjects/crisis.ts';
import { DEAF, SPEECHLESS, UNASKED, UNFELT, UNVISITED } from '../deaf.ts';
import { messengerTo } from './messenger.ts';
import type { Asked, Order, Query, WorkerSettings } from './orders.ts';
import { teamOf } from './team.ts';

const settings: WorkerSettings = JSON.parse(process.argv[2] ?? '{}');
const log = createLog(process.env.LOG_LEVEL ?? 'error', { write: (line) => process.stderr.write(line) });
const SUBJECTS = createSubjects<App>([crisis]);
const ALARMS = new Map([escalate, page].map((one) => [one.kind, one]));

export const ready = start();
let tellWorked = () => {};
/** It has been through a whole run. */
export const worked = new Promise<void>((resolve) => {
  tellWorked = resolve;
});

let shift: App | undefined;
let statements = Number.POSITIVE_INFINITY;

async function start(): Promise<void> {
  trapStatements();
  const { databaseUrl, dataDir } = settings;
  const opened = await openDatabase({
    ...(databaseUrl !== undefined && { databaseUrl, migrate: false }),
    ...{ dataDir, maxConnections: 4, log },
  });
  process.on('message', ({ id, order }: Asked) => {
    obey(order).then(
      (told) => process.send?.({ id, told }),
      (error: Error) => process.send?.({ id, error: error.stack ?? String(error) }),
    );
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.({ id: 0 });

  async function obey(order: Order): Promise<unknown> {
    if (order.kind === 'begin') return begin(order);
    if (order.kind === 'query') return answer(opened.pool, order.query);
    if (order.kind === 'stop') return end();
    if (!shift) throw new Error('The run has not begun.');
    switch (order.kind) {
      case 'clock': {
        const instant = Date.now() + order.offset;
        if (instant > shift.clock.now()) (shift.clock as MovableClock).moveTo(instant);
        return;
      }
      case 'trap':
        statements = order.statements;
        return;
      case 'open':
        await openCrisis(shift, await actor(shift, 'Ada'), { title: order.title, severity: 'high' });
        return;
      case 'press':
        return press(shift, order);
      case 'work':
        return workOff(shift);
      case 'audit':
        return auditEscalations(shift);
    }
  }

  async function begin(order: Extract<Order, { kind: 'begin' }>): Promise<void> {
    await end();
    const clock = new MovableClock(order.offset);
    const { database } = opened;
    const messengers = new Map(
      ['slack', 'discord'].map((chat) => [chat, messengerTo(chat, settings.address)]),
    );
    const queue = order.byQueue ? await openQueue(clock) : DEAF;
    const app = {
      ...{ clock, log, database, queue, ...SPEECHLESS, messengers },
      ...{ team: teamOf(order.policy, settings.address), subjects: SUBJECTS, moods: UNFELT },
      ...{ links: UNASKED, linkCards: UNASKED, pages: UNVISITED },
    } as unknown as App;
    app.sender = createSender({
      ...{ database, clock, log, messengers },
      preferred: () => ['slack', 'discord'],
      draw: (subject, asked) => SUBJECTS.draw(app, subject, asked),
      faulty: async () => {},
      unsaid: (message, why) => app.subjects.unsaid(app, message, why),
      mended: async () => {},
      wake: () => {},
    });
    app.ringer = createRinger({
      ...{ database, clock, log },
      definitionOf: (kind) => bound(ALARMS.get(kind), () => app),
      wake: () => {},
    });
    shift = app;
    if (!order.byQueue) return;
    const run = (work: () => Promise<void>) => async () => {
      await work();
      return done;
    };
    await queue.work([
      { name: 'ring-alarms', run: run(() => app.ringer.ringDue()) },
      { name: 'send-outbox', run: run(() => app.sender.sendDue()) },
    ]);
  }

  async function openQueue(clock: MovableClock): Promise<Queue> {
    const { createQueue } = await import('../../../src/queue/bullmq.ts');
    const { redisUrl } = settings;
    return createQueue({ ...(redisUrl !== undefined && { redisUrl }), pool: opened.pool, clock, log });
  }
}

async function end(): Promise<void> {
  const ending = shift;
  shift = undefined;
  statements = Number.POSITIVE_INFINITY;
  await ending?.queue.stop(GRACE);
  await ending?.ringer.stop(GRACE);
  await ending?.sender.stop(GRACE);
  if (ending) tellWorked();
}

/** The harness' own look: no moment to die in. Dates stay as they were written, as the store wants them. */
async function answer(pool: Pool, query: Query): Promise<unknown> {
  const left = statements;
  statements = Number.POSITIVE_INFINITY;
  try {
    const types = { getTypeParser: parserOf };
    const { rows, rowCount } = await pool.query({ ...query, types } as pg.QueryConfig);
    return { rows, rowCount };
  } finally {
    statements = left;
  }
}

const parserOf = ((id: number, format?: 'text') =>
  AS_WRITTEN.has(id)
    ? (value: string) => value
    : pg.types.getTypeParser(id, format)) as typeof pg.types.getTypeParser;
const { DATE, TIMESTAMP, TIMESTAMPTZ, INTERVAL } = pg.types.builtins;
const AS_WRITTEN = new Set<number>([DATE, TIMESTAMP, TIMESTAMPTZ, INTERVAL]);

/** What is said may have alarms of its own, and the other way round. */
async function workOff(app: App): Promise<void> {
  for (let look = 0; look < 2; look += 1) {
    await app.ringer.ringDue();
    await app.ringer.idle();
  }
  await app.sender.sendDue();
  await app.sender.idle();
}

async function press(app: App, { id, press: kind, by }: Extract<Order, { kind: 'press' }>): Promise<void> {
  await ACTS[kind](app, await actor(app, by), id).catch((error) => {
    if (!(error instanceof Refusal)) throw error;
  });
}

const ACTS = { acknowledge, dismiss, escalate: escalateFurther, reopen, resolve };

async function actor(app: App, name: string) {
  const contact = (await reachable(app)).known.get(name);
  if (!contact) throw new Error(`${name} is not of the team.`);
  const id = (await people.findByIdentity(app.database, contact.identity))?.id ?? 0;
  const person = { id, name, identities: {}, roles: [], listedAs: name, timeZone: 'UTC' };
  return { chat: 'slack', person };
}

/** Every statement is a moment to die in: before it, and so after the one before. */
function trapStatements(): void {
  const query = pg.Client.prototype.query as (...given: unknown[]) => unknown;
  Object.assign(pg.Client.prototype, {
    query(this: pg.Client, ...given: unknown[]) {
      statements -= 1;
      if (statements <= 0) process.kill(process.pid, 'SIGKILL');
      return query.apply(this, given);
    },
  });
}

/** ms. */
const GRACE = 500;
