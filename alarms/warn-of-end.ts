import { defineAlarm } from '../src/app/app.ts';
import { warnOfEnd } from '../src/app/grants/warning.ts';
import { idOf } from '../src/kit/subject.ts';

export const alarm = defineAlarm({
  kind: 'warn-of-end',
  summary: 'Asks for an account to be connected again, a week before what somebody allowed runs out.',
  missed: 'run-once',
  async ring(app, { subject }) {
    await warnOfEnd(app, idOf(subject));
    return 'done';
  },
});
