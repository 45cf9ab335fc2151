import { defineSubject } from '../src/app/app.ts';
import { CLASHES, clashesCard, faultyTeamCard } from '../src/app/team-file.ts';

export const subject = defineSubject({
  kind: 'team-file',
  draw: async (_app, _id, { kind, payload }) =>
    kind === CLASHES ? clashesCard(payload) : faultyTeamCard(payload),
});
