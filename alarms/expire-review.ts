import { defineAlarm } from '../src/app/app.ts';
import { expireReview } from '../src/app/posts/review/expiring.ts';
import { idOf } from '../src/kit/subject.ts';

export const alarm = defineAlarm({
  kind: 'expire-review',
  summary: 'Ends a review in which nobody decided in time.',
  missed: 'run-once',
  ring: (app, { subject }) => expireReview(app, Number(idOf(subject))),
});
