import { defineSubject } from '../src/app/app.ts';
import { refreshPauses } from '../src/app/targets/pausing.ts';
import { targetCard } from '../src/app/targets/target-card.ts';
import { viewTarget } from '../src/app/targets/target-view.ts';
import * as grants from '../src/store/grants.ts';
import * as targets from '../src/store/targets.ts';

export const subject = defineSubject({
  kind: 'target',
  draw: async (app, id) => targetCard(await viewTarget(app, id)),
  async merge(db, kept, gone) {
    await grants.mergePeople(db, kept, gone);
    await targets.mergePeople(db, kept, gone);
  },
  sweep: refreshPauses,
});
