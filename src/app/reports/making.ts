/** A report, worked out from what is known now. */
import { section as reportsOf } from '../../../config/team/sections/reports.ts';
import { dayBoundsOf, type Period } from '../../reports/period.ts';
import { isUnread } from '../../reports/readable.ts';
import { type DayOfMentions, type Report, reportOf } from '../../reports/report.ts';
import { mentions } from '../../store/report-facts.ts';
import type { App } from '../app.ts';
import { factsUpTo, readableSpans } from './facts.ts';
import type { Scope } from './scope.ts';

export async function makeReport(app: App, period: Period, scope?: Scope): Promise<Report> {
  const [facts, days] = [await factsUpTo(app, period, scope), await daysOf(app, period, scope)];
  // What is aimed at in all is not aimed at on one network.
  const objectives = scope ? {} : reportsOf.of(app.team).objectives;
  return reportOf(period, facts, objectives, days, scope?.network);
}

async function daysOf(app: App, period: Period, scope: Scope | undefined): Promise<DayOfMentions[]> {
  const bounds = dayBoundsOf(period);
  const counted = await mentions(app.database, bounds, scope?.sources);
  if (counted.size === 0) return [];
  const spans = bounds.slice(0, -1).map((from, index) => ({ from, until: bounds[index + 1] ?? from }));
  const readable = await readableSpans(app, spans, scope?.sources);
  return spans.map(({ from }, index) => {
    const { mentions = 0, negative = 0, positive = 0 } = counted.get(index + 1) ?? {};
    const known = readable[index];
    const isMissing = mentions === 0 && known !== undefined && isUnread(known);
    return { at: from, mentions, negative, positive, ...(isMissing && { isMissing }) };
  });
}
