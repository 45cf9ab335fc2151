import { defineSubject } from '../src/app/app.ts';
import { drawReceipt } from '../src/app/receipts/receipt-card.ts';

/** By the number of the delivery. */
export const subject = defineSubject({
  kind: 'receipt',
  draw: (app, id) => drawReceipt(app, Number(id)),
});
