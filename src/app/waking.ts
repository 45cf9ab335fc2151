/** Tells the workers that there is something to do. The database holds what; a wake-up that is lost costs a minute. */
import type { Subject } from '../kit/subject.ts';
import { AHEAD as ALARM_AHEAD } from './alarms/ringer.ts';
import type { App } from './app.ts';
import { AHEAD } from './deliveries/deliverer.ts';

/** A post falls due at that instant (epoch ms): wakes a worker a little before. Many in one second are one wake-up. */
export async function wakeForDelivery(app: App, dueAt: number): Promise<void> {
  const second = Math.floor(dueAt / 1_000);
  await wake(app, 'publish-due', {}, { at: second * 1_000 - AHEAD, key: `publish-due-${second}` });
}

/** An alarm is set for that instant (epoch ms). */
export async function wakeForAlarm(app: App, dueAt: number): Promise<void> {
  const second = Math.floor(dueAt / 1_000);
  await wake(app, 'ring-alarms', {}, { at: second * 1_000 - ALARM_AHEAD, key: `ring-alarms-${second}` });
}

/** Something of this subject has changed: its messages are due for an edit. */
export async function wakeForCards(app: App, _subject: Subject): Promise<void> {
  await wakeForOutbox(app);
}

/** Something waits to be said; `at`: not before that instant (epoch ms). */
export async function wakeForOutbox(app: App, at?: number): Promise<void> {
  await wake(app, 'send-outbox', {}, { key: 'send-outbox', ...(at === undefined ? {} : { at }) });
}

export async function wakeForDeletion(app: App, deliveryId: number): Promise<void> {
  await wake(app, 'delete-published', { deliveryId }, { key: `delete-published-${deliveryId}` });
}

async function wake(
  app: App,
  job: string,
  payload: object,
  options: { at?: number; key: string },
): Promise<void> {
  try {
    await app.queue.add(job, payload, options);
  } catch (error) {
    app.log.warn({ err: error, job }, 'the queue did not take a wake-up; the sweep will find the work');
  }
}
