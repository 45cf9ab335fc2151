import { defineSubject } from '../src/app/app.ts';
import { drawVersion, scheduleVersionWarnings } from '../src/app/targets/versions.ts';

export const subject = defineSubject({
  kind: 'api-version',
  draw: async (app, id) => drawVersion(app, id),
  sweep: scheduleVersionWarnings,
});
