/**
 * The report of the week: an alarm for each audience. Its row stands, once for the audience and the week, in the
 * transaction that wants its messages: whatever is killed, it is said once.
 */
import { isDeepStrictEqual } from 'node:util';
import { type Audience, section as reportsOf } from '../../../config/team/sections/reports.ts';
import { weekly } from '../../kit/recurrence.ts';
import { type Subject, subjectOf } from '../../kit/subject.ts';
import { lastClosed, weekAt } from '../../reports/period.ts';
import * as alarms from '../../store/alarms.ts';
import * as outbox from '../../store/outbox.ts';
import * as reports from '../../store/reports.ts';
import type { Rang } from '../alarms/alarm.ts';
import type { App } from '../app.ts';
import { wakeForAlarm, wakeForOutbox } from '../waking.ts';
import { makeReport } from './making.ts';

/** For the week that was over last; nothing where it is there already. Then again on the next such day. */
export async function sendReport(app: App, name: string): Promise<Rang> {
  const audience = audienceNamed(app, name);
  // Taken out of the team file; the sweep takes its alarm away.
  if (!audience) return 'done';
  const now = app.clock.now();
  const period = lastClosed('week', now, app.team.timeZone);
  if (!(await reports.findFor(app.database, name, period.name))) {
    const report = await makeReport(app, period);
    await app.database.transaction(async (transaction) => {
      const made = await reports.add(transaction, { audience: name, report, shown: audience.figures, now });
      if (!made) return;
      await outbox.want(transaction, messagesOf(made.id, audience));
      await alarms.set(transaction, {
        subject: subjectOf('report', made.id),
        kind: 'send-charts',
        dueAt: now,
      });
    });
    await wakeForOutbox(app);
    await wakeForAlarm(app, now);
  }
  return { again: nextFor(audience, now, app.team.timeZone) };
}

/** Each audience of the team file has an alarm for its next report, and nobody else has. */
export async function scheduleReports(app: App): Promise<void> {
  const wanted = Object.values(reportsOf.of(app.team).audiences);
  const set = await alarms.ofKind(app.database, KIND);
  for (const audience of wanted) {
    const subject = subjectOfAudience(audience.name);
    const known = set.find((one) => one.subject === subject);
    const payload = whenOf(audience);
    if (known && isDeepStrictEqual(known.payload, payload)) continue;
    const dueAt = await dueFor(app, audience, known?.dueAt.getTime());
    await alarms.set(app.database, { subject, kind: KIND, dueAt, payload });
    await wakeForAlarm(app, dueAt);
  }
  const subjects = wanted.map(({ name }) => subjectOfAudience(name));
  for (const { subject } of set.filter((one) => !subjects.includes(one.subject)))
    await alarms.unset(app.database, subject, KIND);
}

function audienceNamed(app: App, name: string): Audience | undefined {
  const { audiences } = reportsOf.of(app.team);
  return Object.hasOwn(audiences, name) ? audiences[name] : undefined;
}

/** An edit must not lose the week that its report was still to come for: that one comes at once. `before`: epoch ms. */
async function dueFor(app: App, audience: Audience, before: number | undefined): Promise<number> {
  const [now, zone] = [app.clock.now(), app.team.timeZone];
  const next = nextFor(audience, now, zone);
  const { until } = weekAt(now, zone);
  if (before === undefined || before >= until || next < until) return next;
  const last = lastClosed('week', now, zone).name;
  return (await reports.findFor(app.database, audience.name, last)) ? next : now;
}

/**
 * Weeks are the team's, so that all audiences read the same figures: where an audience's Monday comes before the team's
 * week is over, it is waited for.
 */
export function nextFor({ zone, day, time }: Audience, after: number, teamZone: string): number {
  const next = weekly(zone, [day], time)(after);
  const [own, team] = [weekAt(next, zone), weekAt(next, teamZone)];
  return own.name > team.name ? team.until : next;
}

function messagesOf(id: number, { places }: Audience): outbox.WantedMessage[] {
  const subject = subjectOf('report', id);
  return Object.entries(places).map(([chat, channel]) => ({
    ...{ subject, kind: 'digest', to: { chat, channel } },
  }));
}

function whenOf({ zone, day, time }: Audience): Record<string, unknown> {
  return { zone, day, time };
}

function subjectOfAudience(name: string): Subject {
  return subjectOf('audience', name);
}

/** The name of its file in alarms/. */
const KIND = 'send-report';
