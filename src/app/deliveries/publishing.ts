/** Sends what falls due, and sets the alarm for what comes after it: one wake-up that arrives is enough for all. */
import { done, type Outcome } from '../../queue/job.ts';
import * as deliveries from '../../store/deliveries.ts';
import type { App } from '../app.ts';
import { wakeForDelivery } from '../waking.ts';

export async function publishDue(app: App): Promise<Outcome> {
  await deliverAllDue(app);
  const next = await deliveries.nextDue(app.database);
  if (next !== undefined) await wakeForDelivery(app, next);
  return done;
}

/** Asks nothing of the queue. */
export async function deliverAllDue(app: App): Promise<void> {
  await app.deliverer.freeAbandoned();
  await app.deliverer.deliverDue();
}
