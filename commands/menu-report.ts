/** `Report` in the menu of a message: moderators look at it. */
import { defineMenu } from '../src/app/app.ts';
import { report } from '../src/app/moderation/reporting.ts';
import { t } from '../src/kit/t.ts';

export const command = defineMenu({
  name: 'Report',
  summary: t('Show a message to the moderators'),
  menu: 'message',
  allow: 'anyone',
  run: (call, app) => report(app, call),
});
