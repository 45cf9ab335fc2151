import { defineSubject } from '../src/app/app.ts';
import { stormCard } from '../src/app/listening/storm-card.ts';
import * as storms from '../src/store/storms.ts';

export const subject = defineSubject({
  kind: 'storm',
  draw: (app, id) => stormCard(app, Number(id)),
  sweep: (app) => storms.forget(app.database, new Date(app.clock.now() - DAY)),
});

const DAY = 24 * 3_600_000;
