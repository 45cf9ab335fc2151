import { defineAlarm } from '../src/app/app.ts';
import { ringSanction } from '../src/app/moderation/reconciling.ts';
import { idOf } from '../src/kit/subject.ts';

export const alarm = defineAlarm({
  kind: 'reconcile-sanction',
  summary: 'Ends a timeout or a ban at its time, and looks whether the chat has it as it shall be.',
  missed: 'run-once',
  ring: (app, { subject }) => ringSanction(app, Number(idOf(subject))),
});
