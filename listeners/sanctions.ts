/** People under sanction who come back, and what others change in the chat by hand. */
import { section as moderation } from '../config/team/sections/moderation.ts';
import { defineListener } from '../src/app/app.ts';
import { hearSanction } from '../src/app/moderation/hearing-sanctions.ts';
import { t } from '../src/kit/t.ts';

export const listener = defineListener({
  name: 'sanctions',
  summary: t('Keeps timeouts and bans true when people come back or others change them'),
  hears: ['join', 'audit_entry'],
  on: (team) => moderation.of(team).isOn,
  in: (team) => moderation.of(team).sanctioned,
  run: (event, app) => hearSanction(app, event),
});
