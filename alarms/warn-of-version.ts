import { defineAlarm } from '../src/app/app.ts';
import { warnOfVersion } from '../src/app/targets/versions.ts';
import { idOf } from '../src/kit/subject.ts';

export const alarm = defineAlarm({
  kind: 'warn-of-version',
  summary: "Tells that a version of a network's API ends, 90 days ahead and then again.",
  missed: 'run-once',
  ring: (app, { subject }) => warnOfVersion(app, idOf(subject)),
});
