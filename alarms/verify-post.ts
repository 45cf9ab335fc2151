import { defineAlarm } from '../src/app/app.ts';
import { verifyDelivery } from '../src/app/receipts/verifying.ts';

/** Set where a delivery ends (src/store/delivery-endings.ts). */
export const alarm = defineAlarm({
  kind: 'verify-post',
  summary: 'Looks whether a published post stands as approved, after a minute, an hour, a day and a week.',
  missed: 'run-once',
  ring: (app, { key }) => verifyDelivery(app, Number(key)),
});
