/** The pages of the bot's own: health, readiness, metrics. GET and HEAD alone; anything else is told in JSON. */
import { Hono } from 'hono';
import type { Log } from '../kit/log.ts';
import { METRICS_TYPE } from './metrics.ts';

export interface Pages {
  log: Log;
  /** What must be connected → the reason in words why it is not, or undefined when it is. */
  health(): Promise<Record<string, string | undefined>>;
  /** What works and still wants an operator's look → the reason in words. It makes nothing unready. */
  concerns?(): Promise<Record<string, string | undefined>>;
  /** Prometheus' text format. */
  metrics(): Promise<string>;
}

/** The paths that no mount can take. */
export const OWN_PATHS = ['/healthz', '/readyz', '/metrics'];

export function createRoutes({ log, health, concerns, metrics }: Pages): Hono {
  const app = new Hono();
  app.get('/healthz', (context) => context.json({ status: 'ok' }));
  app.get('/readyz', async (context) => {
    const reasons = faultsOnly(await health().catch((error) => notKnown(error, log)));
    const told = faultsOnly((await concerns?.().catch((error) => notKnown(error, log))) ?? {});
    const details = Object.keys(told).length === 0 ? {} : { details: told };
    return Object.keys(reasons).length === 0
      ? context.json({ status: 'ready', ...details })
      : context.json({ status: 'not ready', reasons, ...details }, 503);
  });
  app.get('/metrics', async (context) =>
    context.body(await metrics(), 200, { 'content-type': METRICS_TYPE }),
  );
  for (const path of OWN_PATHS) {
    app.all(path, (context) => context.json({ error: 'method not allowed' }, 405, { allow: 'GET, HEAD' }));
  }
  app.notFound((context) => context.json({ error: 'not found' }, 404));
  app.onError((error, context) => {
    log.error({ err: error, path: context.req.path }, 'A page failed.');
    return context.json({ error: 'internal error' }, 500);
  });
  return app;
}

function notKnown(error: unknown, log: Log): Record<string, string> {
  log.error({ err: error }, 'The health could not be told.');
  return { health: 'could not be told' };
}

function faultsOnly(health: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(health).flatMap(([part, reason]) => (reason === undefined ? [] : [[part, reason]])),
  );
}
