import { defineAlarm } from '../src/app/app.ts';
import { remindReview } from '../src/app/posts/review/reminding.ts';
import { idOf } from '../src/kit/subject.ts';

export const alarm = defineAlarm({
  kind: 'remind-review',
  summary: 'Tells those whose decision is awaited, and later those to whom it escalates.',
  missed: 'run-once',
  ring: (app, { subject }) => remindReview(app, Number(idOf(subject))),
});
