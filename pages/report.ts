/** The report of a period, or one that was sent. */
import { definePage } from '../src/app/app.ts';
import { reportFor } from '../src/app/reports/asked.ts';
import { picturesOf } from '../src/app/reports/drawing.ts';
import { tableFile } from '../src/app/reports/files.ts';
import { reportBody, reportTitle } from '../src/app/reports/report-page.ts';
import { t } from '../src/kit/t.ts';
import { html } from '../src/web/html.ts';

export const page = definePage({
  name: 'report',
  summary: t('Every figure of a report, and how it is worked out'),
  allow: 'member',
  async show({ subject, query, path }, app) {
    const asked = await reportFor(app, subject);
    const title = t('There is no such report');
    if (!asked) return { kind: 'page', status: 404, title, body: html`<h1>${title}</h1>` };
    if (query.as === 'csv')
      return { kind: 'file', contentType: 'text/csv; charset=utf-8', ...tableFile(asked.report) };
    const pictures = await picturesOf(app, asked.report);
    const { titleOf } = app.accounts;
    const view = { ...asked, team: app.team.name, titleOf, pictures, table: `${path}&as=csv` };
    return { kind: 'page', title: reportTitle(view), body: reportBody(view) };
  },
});
