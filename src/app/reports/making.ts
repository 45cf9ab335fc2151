/** A report, worked out from what is known now. */
import { section as reportsOf } from '../../../config/team/sections/reports.ts';
import { dayBoundsOf, type Period } from '../../reports/period.ts';
import { type DayOfMentions, type Report, reportOf } from '../../reports/report.ts';
import { mentions } from '../../store/report-facts.ts';
import type { App } from '../app.ts';
import { factsUpTo } from './facts.ts';

export async function makeReport(app: App, period: Period): Promise<Report> {
  const [facts, days] = [await factsUpTo(app, period), await daysOf(app, period)];
  return reportOf(period, facts, reportsOf.of(app.team).objectives, days);
}

async function daysOf({ database }: App, period: Period): Promise<DayOfMentions[]> {
  const bounds = dayBoundsOf(period);
  const counted = await mentions(database, bounds);
  if (counted.size === 0) return [];
  return bounds.slice(0, -1).map((at, index) => {
    const { mentions = 0, negative = 0, positive = 0 } = counted.get(index + 1) ?? {};
    return { at, mentions, negative, positive };
  });
}
