/** What people write, looked at by the team's rules. */
import { section as moderation } from '../config/team/sections/moderation.ts';
import { defineListener } from '../src/app/app.ts';
import { watch } from '../src/app/moderation/watching.ts';
import { t } from '../src/kit/t.ts';

export const listener = defineListener({
  name: 'moderation',
  summary: t('Looks at messages by moderation.rules and acts on them'),
  hears: ['message', 'edit', 'thread'],
  content: true,
  on: (team) => moderation.of(team).rules !== undefined,
  in: (team) => moderation.of(team).channels,
  run: (event, app) => watch(app, event),
});
