import { defineSubject } from '../src/app/app.ts';
import { refreshFreezes } from '../src/app/freeze-reviews.ts';
import { freezeCard } from '../src/app/freezes/freeze-card.ts';
import { viewFreeze } from '../src/app/freezes/freeze-view.ts';
import * as freezes from '../src/store/freezes.ts';

export const subject = defineSubject({
  kind: 'freeze',
  draw: async (app, id) => freezeCard(await viewFreeze(app, Number(id))),
  merge: freezes.mergePeople,
  sweep: refreshFreezes,
});
