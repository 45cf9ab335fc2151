import { defineSubject } from '../src/app/app.ts';
import { faultyTeamCard } from '../src/app/team-file.ts';

export const subject = defineSubject({
  kind: 'team-file',
  draw: async (_app, _id, { payload }) => faultyTeamCard(payload),
});
