/** Delivers what is due by a timer of this process alone: a queue that is down or mute delays a post, and holds none up. */
import type { App } from '../app.ts';
import { deliverAllDue } from './publishing.ts';

const MINUTE = 60_000;

/** Each `span` ms of real time, whatever the app's clock says. The answer stops it, and waits for what it has begun. */
export function startHeartbeat(app: App, span = MINUTE): () => Promise<void> {
  let beating: Promise<void> | undefined;
  const beat = async () => {
    await deliverAllDue(app).catch((error) =>
      app.log.warn({ err: error }, 'could not look for what is due; looking again soon'),
    );
    beating = undefined;
  };
  const timer = setInterval(() => {
    beating ??= beat();
  }, span).unref();
  return async () => {
    clearInterval(timer);
    await beating;
  };
}
