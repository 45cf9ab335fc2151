import { defineAlarm } from '../src/app/app.ts';
import { climbOf } from '../src/app/crises/climbing.ts';
import { idOf } from '../src/kit/subject.ts';

export const alarm = defineAlarm({
  kind: 'escalate',
  summary: 'Pings the next level of a crisis in which nobody has answered yet.',
  missed: 'run-once',
  async ring(app, { subject }) {
    // It has set itself anew where another step is to come.
    await climbOf(app, Number(idOf(subject)));
    return 'done';
  },
});
