/** `/report [network:bluesky]`: the figures of a week or a month, of all networks or of one, for whoever asks; and the page behind them. */
import { defineButton, defineCommand } from '../src/app/app.ts';
import { periodSubject, readPeriod } from '../src/app/reports/asked.ts';
import { digestCard } from '../src/app/reports/digest-card.ts';
import { makeReport } from '../src/app/reports/making.ts';
import { readScope } from '../src/app/reports/scope.ts';
import { card, text } from '../src/chat/card.ts';
import { textOf } from '../src/chat/option.ts';
import { t } from '../src/kit/t.ts';
import { KPIS } from '../src/reports/kpis.ts';

export const command = defineCommand({
  name: 'report',
  summary: t('Show the figures of a week or a month'),
  options: {
    period: {
      kind: 'text',
      summary: t('last-week, last-month, 2026-W46, 2026-10; the last week when empty'),
    },
    network: { kind: 'text', summary: t('One network alone: bluesky, mastodon; all when empty') },
  },
  allow: 'member',
  answer: 'private',
  async run({ values }, app) {
    const { team, clock } = app;
    const period = readPeriod(textOf(values, 'period'), team.timeZone, clock.now());
    const report = await makeReport(app, period, readScope(app, textOf(values, 'network')));
    const shown = KPIS.map(({ name }) => name);
    return digestCard({ team: team.name, report, shown, id: periodSubject(report) });
  },
  buttons: [
    defineButton({
      action: 'report.open',
      allow: 'member',
      async press({ id, person }, app) {
        const url = app.pages.linkTo('report', id, person.id);
        return card(t('The report'), {
          blocks: [text(t('The link is yours alone, and opens for half an hour.'))],
          actions: [{ kind: 'link', label: t('Open the report'), url }],
        });
      },
    }),
  ],
});
