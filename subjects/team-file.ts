import { defineSubject } from '../src/app/app.ts';
import { ABSENT, absentCard, CLASHES, clashesCard, faultyTeamCard } from '../src/app/team-file.ts';

export const subject = defineSubject({
  kind: 'team-file',
  draw: async (_app, _id, { kind, payload }) => {
    if (kind === CLASHES) return clashesCard(payload);
    return kind === ABSENT ? absentCard(payload) : faultyTeamCard(payload);
  },
});
