/** Finds in the database what no wake-up came for: claims of dead workers, due posts, cards, reviews that ran out or stand still. */

import { done, type Outcome } from '../queue/job.ts';
import * as alarms from '../store/alarms.ts';
import * as deliveries from '../store/deliveries.ts';
import * as events from '../store/events.ts';
import * as outbox from '../store/outbox.ts';
import * as postDeliveries from '../store/post-deliveries.ts';
import * as targets from '../store/targets.ts';
import type { App } from './app.ts';
import type { SubjectDefinition } from './showing/subject.ts';
import { wakeForAlarm, wakeForDeletion, wakeForDelivery, wakeForOutbox } from './waking.ts';

export async function sweep(app: App): Promise<Outcome> {
  const now = app.clock.now();
  const freed = await app.deliverer.freeAbandoned();
  if (freed > 0) app.log.warn({ freed }, 'took up deliveries of a worker that is gone');
  for (const subject of app.subjects.all) await sweepSubject(app, subject);
  const alarm = await alarms.nextDue(app.database);
  if (alarm !== undefined) await wakeForAlarm(app, alarm);
  const next = await deliveries.nextDue(app.database);
  if (next !== undefined) await wakeForDelivery(app, next);
  for (const id of await postDeliveries.removing(app.database, MOST)) await wakeForDeletion(app, id);
  if (await outbox.isAnyWaiting(app.database)) await wakeForOutbox(app);
  await targets.forgetDiscoveries(app.database, new Date(now));
  await events.forget(app.database, new Date(now - EVENT_MEMORY));
  return done;
}

/** One that cannot be swept now holds up no other. */
async function sweepSubject(app: App, { kind, sweep }: SubjectDefinition<App>): Promise<void> {
  await sweep?.(app).catch((error) =>
    app.log.warn({ err: error, kind }, 'could not be swept; the next sweep tries again'),
  );
}

const MOST = 500;
/** ms; chats deliver again for minutes, not days. */
const EVENT_MEMORY = 24 * 3_600_000;
