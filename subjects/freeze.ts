import { defineSubject } from '../src/app/app.ts';
import { freezeCard } from '../src/app/cards/freeze-card.ts';
import { refreshFreezes } from '../src/app/freezes/reviewing.ts';
import { viewFreeze } from '../src/app/freezes/viewing.ts';
import * as freezes from '../src/store/freezes.ts';

export const subject = defineSubject({
  kind: 'freeze',
  draw: async (app, id) => freezeCard(await viewFreeze(app, Number(id))),
  merge: freezes.mergePeople,
  sweep: refreshFreezes,
});
