import { defineSubject } from '../src/app/app.ts';
import { auditEscalations } from '../src/app/crises/auditing.ts';
import { drawCrisis } from '../src/app/crises/drawing.ts';
import { noteUnreached } from '../src/app/crises/unreached.ts';
import * as crises from '../src/store/crises.ts';

export const subject = defineSubject({
  kind: 'crisis',
  draw: (app, id, asked) => drawCrisis(app, Number(id), asked),
  async concerned({ database }, id) {
    const crisis = await crises.find(database, Number(id));
    return [crisis?.openedBy, crisis?.acknowledgedBy].filter((one) => one != null);
  },
  unsaid: (app, id, message, why) => noteUnreached(app, Number(id), message, why),
  merge: crises.mergePeople,
  sweep: auditEscalations,
});
