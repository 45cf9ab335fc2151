import { defineSubject } from '../src/app/app.ts';
import { expireClaims } from '../src/app/listening/claiming.ts';
import { drawConversation } from '../src/app/listening/drawing.ts';
import * as conversations from '../src/store/conversations.ts';

export const subject = defineSubject({
  kind: 'conversation',
  draw: (app, id, { to }) => drawConversation(app, Number(id), to),
  merge: conversations.mergePeople,
  sweep: expireClaims,
});
