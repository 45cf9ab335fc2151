import { card, text } from '../../chat/card.ts';
import type { OutgoingFile } from '../../chat/chat.ts';
import { t } from '../../kit/t.ts';
import { type Chart, chartsOf } from '../../reports/charts.ts';
import type { Report } from '../../reports/report.ts';
import * as reports from '../../store/reports.ts';
import type { App } from '../app.ts';
import type { Drawn } from '../showing/subject.ts';
import { madeSubject } from './asked.ts';
import { digestCard } from './digest-card.ts';

/** As it was made: figures that come in later change nothing that was said. */
export async function drawReport(app: App, id: number, kind: string): Promise<Drawn | undefined> {
  const made = await reports.find(app.database, id);
  if (!made) return undefined;
  const { report, shown } = made;
  if (kind === CHARTS) return drawCharts(app, chartsOf(report));
  return digestCard({ team: app.team.name, report, shown, id: madeSubject(made.id) });
}

/** The kind of the message that holds them. */
export const CHARTS = 'charts';

/** Where pictures cannot be made, what they would say is said in words. */
async function drawCharts(app: App, charts: Chart[]): Promise<Drawn | undefined> {
  if (charts.length === 0) return undefined;
  const heading = charts.map(({ title }) => title).join(' · ');
  try {
    return { ...card(heading), files: await filesOf(charts) };
  } catch (error) {
    app.log.error({ err: error }, 'the charts of a report could not be drawn; they are told in words');
    return card(t('The charts, in words'), { blocks: charts.map(({ alt }) => text(alt)) });
  }
}

/** None where they cannot be drawn: the figures stand beside them. */
export async function picturesOf({ log }: App, report: Report): Promise<OutgoingFile[]> {
  try {
    return await filesOf(chartsOf(report));
  } catch (error) {
    log.error({ err: error }, 'the charts of a report could not be drawn');
    return [];
  }
}

/** ECharts and what draws it are loaded when a chart is drawn, and not before. */
export async function filesOf(charts: readonly Chart[]): Promise<OutgoingFile[]> {
  const { drawChart } = await import('../../charts/draw.ts');
  const files: OutgoingFile[] = [];
  for (const chart of charts) {
    const { name, alt } = chart;
    files.push({ name: `${name}.png`, bytes: await drawChart(chart), contentType: 'image/png', alt });
  }
  return files;
}
