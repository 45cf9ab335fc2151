/** In the menu of any message: a crisis about it. */
import { defineMenu } from '../src/app/app.ts';
import { crisisAnswer } from '../src/app/crises/answers.ts';
import { openAbout } from '../src/app/crises/opening-about.ts';
import { t } from '../src/kit/t.ts';

export const command = defineMenu({
  name: 'Open a crisis',
  summary: t('Ping the team about this message until somebody acknowledges'),
  menu: 'message',
  allow: 'member',
  async run(call, app) {
    return crisisAnswer(app, await openAbout(app, call));
  },
});
