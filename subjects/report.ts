import { defineSubject } from '../src/app/app.ts';
import { drawReport } from '../src/app/reports/drawing.ts';
import { scheduleReports } from '../src/app/reports/sending.ts';

export const subject = defineSubject({
  kind: 'report',
  draw: (app, id, { kind }) => drawReport(app, Number(id), kind),
  sweep: scheduleReports,
});
