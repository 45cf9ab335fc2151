/** A report, worked out from what is known now. */
import { section as reportsOf } from '../../../config/team/sections/reports.ts';
import type { Period } from '../../reports/period.ts';
import { type Report, reportOf } from '../../reports/report.ts';
import type { App } from '../app.ts';
import { factsUpTo } from './facts.ts';

export async function makeReport(app: App, period: Period): Promise<Report> {
  return reportOf(period, await factsUpTo(app, period), reportsOf.of(app.team).objectives);
}
