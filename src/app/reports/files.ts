/** A report as files to keep. */
import { chartsOf } from '../../reports/charts.ts';
import type { Period } from '../../reports/period.ts';
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
  const named = scope ? `${period.name}-${scope.network.name}` : period.name;
  return [
    { name: `report-${named}.html`, bytes: Buffer.from(String(page)) },
    { name: `report-${named}.csv`, bytes: Buffer.from(tableOf(report)) },
    ...pictures.map(({ name, bytes }) => ({ name: `report-${named}-${name}`, bytes })),
  ];
}
