import { defineAlarm } from '../src/app/app.ts';
import { ringCase } from '../src/app/moderation/acting.ts';
import { idOf } from '../src/kit/subject.ts';

export const alarm = defineAlarm({
  kind: 'act-on-case',
  summary: 'Goes on with what a case says, where it was not finished.',
  missed: 'run-once',
  ring: (app, { subject }) => ringCase(app, Number(idOf(subject))),
});
