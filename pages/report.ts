/** The report of a period, or one that was sent. */
import { definePage } from '../src/app/app.ts';
import { reportFor } from '../src/app/reports/asked.ts';
import { picturesOf } from '../src/app/reports/drawing.ts';
import { reportBody, reportTitle } from '../src/app/reports/report-page.ts';
import { t } from '../src/kit/t.ts';
import { html } from '../src/web/html.ts';

export const page = definePage({
  name: 'report',
  summary: t('Every figure of a report, and how it is worked out'),
  allow: 'member',
  async show({ subject }, app) {
    const asked = await reportFor(app, subject);
    const title = t('There is no such report');
    if (!asked) return { kind: 'page', status: 404, title, body: html`<h1>${title}</h1>` };
    const pictures = await picturesOf(app, asked.report);
    const view = { ...asked, team: app.team.name, titleOf: app.accounts.titleOf, pictures };
    return { kind: 'page', title: reportTitle(view), body: reportBody(view) };
  },
});
