import { defineSubject } from '../src/app/app.ts';
import { unknownZoneCard } from '../src/app/people/unknown-zone.ts';

export const subject = defineSubject({
  kind: 'person',
  draw: async (app, _id, { round }) => unknownZoneCard(round, app.team.timeZone),
});
