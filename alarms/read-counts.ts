import { defineAlarm } from '../src/app/app.ts';
import { readDelivery } from '../src/app/reports/reading.ts';

/** Set where a delivery ends (src/store/delivery-endings.ts). */
export const alarm = defineAlarm({
  kind: 'read-counts',
  summary: 'Reads what a published post got when it is 1, 24, 72 and 168 hours old.',
  missed: 'run-once',
  ring: (app, { key }) => readDelivery(app, Number(key)),
});
