import { defineAlarm } from '../src/app/app.ts';
import { sendReport } from '../src/app/reports/sending.ts';
import { idOf } from '../src/kit/subject.ts';

export const alarm = defineAlarm({
  kind: 'send-report',
  summary: 'Sends an audience the report of the week that is over.',
  missed: 'run-once',
  ring: (app, { subject }) => sendReport(app, idOf(subject)),
});
