import { defineAlarm } from '../src/app/app.ts';
import { page } from '../src/app/crises/paging.ts';

export const alarm = defineAlarm({
  kind: 'page',
  summary: 'Calls a webhook of the crisis policy, until it is taken or somebody acknowledges.',
  missed: 'run-once',
  ring: page,
});
