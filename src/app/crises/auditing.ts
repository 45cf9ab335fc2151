/**
 * The auditor: works out from the policy which steps should have been done, compares them with those that were, and does
 * what was missed. It stands on nothing that the climb stands on but the database: neither the queue nor alarms. It tells
 * outside that it lives, so that its own death is noticed.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { section as crisisSection } from '../../../config/team/sections/crisis.ts';
import { overdue } from '../../crisis/escalation.ts';
import { t } from '../../kit/t.ts';
import { sendEvent } from '../../networks/webhook/event.ts';
import * as crises from '../../store/crises.ts';
import * as escalationAudit from '../../store/escalation-audit.ts';
import type { App } from '../app.ts';
import { climbOf } from './climbing.ts';
import { reachable } from './roster.ts';

/** Throws where the database does not answer in time, or a crisis could not be looked at: then no heartbeat goes out. */
export async function auditEscalations(app: App): Promise<void> {
  const { database, clock } = app;
  const looked = await Promise.race([look(app), pause(TIME_LIMIT, undefined, { ref: false })]);
  if (looked === undefined)
    throw new Error(`The auditor of the escalations took more than ${TIME_LIMIT} ms.`);
  await escalationAudit.noteLook(database, clock.now(), looked);
  await beat(app);
}

/** Answers how many steps were missed. One crisis that fails holds up no other; it throws when all were looked at. */
async function look(app: App): Promise<number> {
  const { database, clock, log } = app;
  let missed = 0;
  let after = 0;
  const failed: unknown[] = [];
  for (;;) {
    const climbing = await crises.climbing(database, AT_ONCE, after);
    const steps = await crises.stepsOf(
      database,
      climbing.map(({ id }) => id),
    );
    const roster = climbing.length > 0 ? await reachable(app) : undefined;
    for (const one of climbing) {
      const done = (steps.get(one.id) ?? []).map(crises.doneOf);
      const { policy } = crisisSection.of(app.team);
      try {
        const late = roster ? overdue(policy, crises.crisisOf(one), done, roster, clock.now(), GRACE) : [];
        if (late.length === 0) continue;
        missed += late.length;
        log.error({ crisis: one.id, late }, 'steps of a crisis were missed; they are done now');
        await climbOf(app, one.id);
      } catch (error) {
        log.error({ err: error, crisis: one.id }, 'a crisis could not be looked at; the others are');
        failed.push(error);
      }
    }
    if (climbing.length < AT_ONCE) break;
    after = climbing.at(-1)?.id ?? after;
  }
  if (failed.length === 0) return missed;
  throw new AggregateError(failed, `${failed.length} crises could not be looked at.`);
}

/** One of all workers sends it. One that does not arrive is told on /readyz and in the metrics, and the next one comes. */
async function beat(app: App): Promise<void> {
  const { database, clock, log } = app;
  const { heartbeat } = crisisSection.of(app.team);
  if (!heartbeat || !(await escalationAudit.takeHeartbeat(database, clock.now(), heartbeat.every - SLACK)))
    return;
  const now = clock.now();
  const open = await crises.goingOn(database, MOST_TOLD);
  const body = {
    at: new Date(now).toISOString(),
    next_within_seconds: Math.ceil(heartbeat.every / 1_000),
    crises: open.map(({ id, title, severity, state }) => ({ id, title, severity, state })),
  };
  const event = { name: 'heartbeat', key: `heartbeat${Math.floor(now / 1_000)}`, body };
  try {
    await sendEvent(heartbeat, event, { clock, deadline: DEADLINE });
    await escalationAudit.noteHeartbeat(database, null);
  } catch (error) {
    log.error({ err: error }, 'the heartbeat of the auditor did not arrive');
    await escalationAudit.noteHeartbeat(database, error instanceof Error ? error.message : String(error));
  }
}

/** Why nobody may rely on the escalation now; undefined: it is watched. */
export async function auditorFault({ database, clock }: App): Promise<string | undefined> {
  const last = await escalationAudit.last(database);
  // Nothing has looked yet: a worker does so at its start.
  if (!last) return undefined;
  const minutes = Math.floor((clock.now() - last.lookedAt.getTime()) / 60_000);
  if (minutes >= DEAD_AFTER)
    return t('the auditor of the escalations has not looked for {minutes} min', { minutes });
  return last.heartbeatFault === null
    ? undefined
    : t('the heartbeat does not arrive: {fault}', { fault: last.heartbeatFault });
}

/** For the metrics; undefined before the first look. */
export async function auditorFigures({ database, clock }: App) {
  const last = await escalationAudit.last(database);
  if (!last) return undefined;
  return {
    age: clock.now() - last.lookedAt.getTime(),
    missed: last.missed,
    isHeard: last.heartbeatFault === null,
  };
}

/** ms after its time that a step is missed, not late. */
const GRACE = 15_000;
const TIME_LIMIT = 20_000;
const DEADLINE = 10_000;
/** ms by which a look may come early. */
const SLACK = 5_000;
/** Minutes. */
const DEAD_AFTER = 3;
const AT_ONCE = 200;
const MOST_TOLD = 20;
