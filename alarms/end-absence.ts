import { defineAlarm } from '../src/app/app.ts';
import { refreshAwaited } from '../src/app/people/being-away.ts';

export const alarm = defineAlarm({
  kind: 'end-absence',
  summary: 'Shows on cards in review that somebody is back, and nobody decides in their place any more.',
  missed: 'run-once',
  async ring(app) {
    await refreshAwaited(app);
    return 'done';
  },
});
