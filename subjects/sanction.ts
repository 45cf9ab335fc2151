import { defineSubject } from '../src/app/app.ts';
import { drawSanction } from '../src/app/moderation/drawing.ts';
import { sweepSanctions } from '../src/app/moderation/reconciling.ts';

export const subject = defineSubject({
  kind: 'sanction',
  draw: (app, id) => drawSanction(app, Number(id)),
  sweep: sweepSanctions,
});
