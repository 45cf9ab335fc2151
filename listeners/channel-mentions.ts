/** What people write in the channels that the team listens to. */
import { section as listening } from '../config/team/sections/listening.ts';
import { defineListener } from '../src/app/app.ts';
import { channelsOf, hearMention } from '../src/app/listening/hearing.ts';
import { t } from '../src/kit/t.ts';

export const listener = defineListener({
  name: 'channel-mentions',
  summary: t('Takes in what people write in the channels of listening.sources'),
  hears: ['message', 'edit', 'delete'],
  content: true,
  on: (team) => Object.values(listening.of(team).sources).some(({ kind }) => kind === 'channel'),
  in: (team) => channelsOf(listening.of(team)),
  run: (event, app) => hearMention(app, event),
});
