import { defineSubject } from '../src/app/app.ts';
import { targetCard } from '../src/app/cards/target-card.ts';
import { refreshPauses } from '../src/app/targets/pausing.ts';
import { viewTarget } from '../src/app/targets/viewing.ts';
import { mergePeople } from '../src/store/grants.ts';

export const subject = defineSubject({
  kind: 'target',
  draw: async (app, id) => targetCard(await viewTarget(app, id)),
  merge: mergePeople,
  sweep: refreshPauses,
});
