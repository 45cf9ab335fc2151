/** Looks for what is due by a timer of this process alone: a queue that is down or mute delays it, and holds nothing up. */
import type { App } from './app.ts';
import { auditEscalations } from './crises/auditing.ts';
import { detectCrises } from './crises/detecting.ts';
import { deliverAllDue } from './deliveries/publishing.ts';
import { readSources } from './listening/reading.ts';

const MINUTE = 60_000;

/** Each `span` ms of real time, whatever the app's clock says. The answer stops it, and waits for what it has begun. */
export function startHeartbeat(app: App, span = MINUTE): () => Promise<void> {
  // Each by itself: a look that takes long holds up no other.
  const looks = [
    () => deliverAllDue(app),
    () => app.ringer.ringDue(),
    () => app.sender.sendDue(),
    () => auditEscalations(app),
    () => readSources(app).then(() => {}),
    () => detectCrises(app),
  ];
  const beating = new Map<() => Promise<void>, Promise<void>>();
  const beat = async (look: () => Promise<void>) => {
    await look().catch((error) =>
      app.log.warn({ err: error }, 'could not look for what is due; looking again soon'),
    );
    beating.delete(look);
  };
  const timer = setInterval(() => {
    for (const look of looks) if (!beating.has(look)) beating.set(look, beat(look));
  }, span).unref();
  return async () => {
    clearInterval(timer);
    await Promise.all(beating.values());
  };
}
