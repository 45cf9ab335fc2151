import { defineAlarm } from '../src/app/app.ts';
import { sendCharts } from '../src/app/reports/charting.ts';
import { idOf } from '../src/kit/subject.ts';

export const alarm = defineAlarm({
  kind: 'send-charts',
  summary: 'Sends the charts of a report into the thread of its message.',
  missed: 'run-once',
  ring: (app, { subject }) => sendCharts(app, Number(idOf(subject))),
});
