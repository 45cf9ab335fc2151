import { defineSubject } from '../src/app/app.ts';
import { drawCase } from '../src/app/moderation/drawing.ts';
import * as cases from '../src/store/cases.ts';

export const subject = defineSubject({
  kind: 'case',
  draw: (app, id, asked) => drawCase(app, Number(id), asked),
  merge: cases.mergePeople,
});
