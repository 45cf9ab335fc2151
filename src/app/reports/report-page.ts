/** The whole report as one page: every figure with what it is compared with, how it is worked out, and its parts. */
import type { OutgoingFile } from '../../chat/chat.ts';
import { t } from '../../kit/t.ts';
import { headlineOf } from '../../reports/headline.ts';
import { kpiNamed, type Line, type Report } from '../../reports/report.ts';
import { scopeWords, titleWords } from '../../reports/title.ts';
import { changeWords, figureWords, judgedWords, noteWords, usualWords } from '../../reports/words.ts';
import { type Html, html } from '../../web/html.ts';

export interface ReportView {
  /** The team's name. */
  team: string;
  report: Report;
  /** Epoch ms. */
  at: number;
  /** As people read the name of a target. */
  titleOf(target: string): string;
  /** The charts, with what each says. */
  pictures: readonly OutgoingFile[];
  /** The address of the figures as a file. Absent: it lies beside the page. */
  table?: string;
}

export function reportTitle({ team, report }: Pick<ReportView, 'team' | 'report'>): string {
  return titleWords(team, report);
}

export function reportBody(view: ReportView): Html {
  const { report, at, titleOf, pictures, table } = view;
  const { period } = report;
  const before = period.unit === 'week' ? t('Week before') : t('Month before');
  return html`<h1>${reportTitle(view)}</h1>
<p class="lead">${headlineOf(report)}</p>
<p class="soft">${t('{from} to {until}, {zone}; as it was known on {at}.', {
    from: dateOf(period.from, period.zone),
    until: dateOf(period.until - 1, period.zone),
    zone: period.zone,
    at: instantOf(at, period.zone),
  })}</p>
${scopeWords(report) === undefined ? '' : html`<p class="soft">${scopeWords(report)}</p>`}
${pictures.map(figureOf)}
<div class="scroll"><table>
<caption>${t('A dash is a figure that is missing, never zero.')}</caption>
<thead><tr><th scope="col">${t('Figure')}</th><th scope="col" class="number">${t('Value')}</th><th scope="col">${before}</th><th scope="col">${t('What to know')}</th></tr></thead>
<tbody>${report.lines.map((line) => rowsOf(line, titleOf))}</tbody>
</table></div>
${table === undefined ? '' : html`<p><a href="${table}">${t('Download the figures as CSV')}</a></p>`}
<h2>${t('How the figures are worked out')}</h2>
<div class="scroll"><table>
<thead><tr><th scope="col">${t('Figure')}</th><th scope="col">${t('Formula')}</th><th scope="col">${t('Source')}</th></tr></thead>
<tbody>${report.lines.map(formulaOf)}</tbody>
</table></div>`;
}

/** In the page itself: it loads nothing. */
function figureOf({ bytes, contentType, alt }: OutgoingFile): Html {
  const source = `data:${contentType};base64,${Buffer.from(bytes).toString('base64')}`;
  return html`<figure><img src="${source}" alt="${alt}" width="800" height="400"></figure>`;
}

function rowsOf(line: Line, titleOf: (target: string) => string): Html {
  const kpi = kpiNamed(line.kpi);
  if (!kpi) return html``;
  const { figure, comparison, objective, parts } = line;
  const { change } = comparison;
  const said = [
    usualWords(kpi.unit, figure, comparison),
    objective && judgedWords(kpi.unit, objective),
    noteWords(figure),
  ].filter((words) => words !== undefined);
  return html`<tr><th scope="row">${kpi.title}</th><td class="number">${figureWords(kpi.unit, figure)}</td><td>${change ? changeWords(kpi.unit, change) : ''}</td><td>${said.join('; ')}</td></tr>${parts.map(
    (part) =>
      html`<tr><td class="soft">${titleOf(part.name)}</td><td class="number">${figureWords(kpi.unit, part.figure)}</td><td></td><td>${noteWords(part.figure) ?? ''}</td></tr>`,
  )}`;
}

function formulaOf({ kpi: name }: Line): Html {
  const kpi = kpiNamed(name);
  if (!kpi) return html``;
  return html`<tr><th scope="row">${kpi.title}</th><td>${kpi.formula}</td><td>${kpi.source}</td></tr>`;
}

function dateOf(instant: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone }).format(instant);
}

function instantOf(instant: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(
    instant,
  );
}
