/** A report as files to keep. */
import { chartsOf } from '../../reports/charts.ts';
import type { Period } from '../../reports/period.ts';
import type { Report } from '../../reports/report.ts';
import { tableOf } from '../../reports/table.ts';
import { framed } from '../../web/page-frame.ts';
import type { App } from '../app.ts';
import { filesOf } from './drawing.ts';
import { makeReport } from './making.ts';
import { reportBody, reportTitle } from './report-page.ts';
import type { Scope } from './scope.ts';

export interface ReportFile {
  name: string;
  bytes: Uint8Array;
}

/** One page that needs nothing beside it, the figures, and each chart. */
export async function reportFiles(app: App, period: Period, scope?: Scope): Promise<ReportFile[]> {
  const report = await makeReport(app, period, scope);
  const pictures = await filesOf(chartsOf(report));
  const view = { team: app.team.name, report, at: app.clock.now(), titleOf: app.accounts.titleOf, pictures };
  const page = await framed(reportTitle(view), reportBody(view));
  const named = nameOf(report);
  return [
    { name: `${named}.html`, bytes: Buffer.from(String(page)) },
    tableFile(report),
    ...pictures.map(({ name, bytes }) => ({ name: `${named}-${name}`, bytes })),
  ];
}

/** Every figure, as CSV in UTF-8. */
export function tableFile(report: Report): ReportFile {
  return { name: `${nameOf(report)}.csv`, bytes: Buffer.from(tableOf(report)) };
}

function nameOf({ period, network }: Report): string {
  return network ? `report-${period.name}-${network.name}` : `report-${period.name}`;
}
