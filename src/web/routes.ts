/** The pages of the bot's own: health, readiness, metrics. GET and HEAD alone; anything else is told in JSON. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import type { Log } from '../kit/log.ts';
import { METRICS_TYPE } from './metrics.ts';

export interface Pages {
  log: Log;
  /** Who asks for figures and reasons must show it. Undefined: anybody who reaches the port reads them. */
  metricsToken?: string;
  /** What must be connected → the reason in words why it is not, or undefined when it is. */
  health(): Promise<Record<string, string | undefined>>;
  /** What works and still wants an operator's look → the reason in words. It makes nothing unready. */
  concerns?(): Promise<Record<string, string | undefined>>;
  /** Prometheus' text format. */
  metrics(): Promise<string>;
}

/** The paths that no mount can take. */
export const OWN_PATHS = ['/healthz', '/readyz', '/metrics'];

export function createRoutes({ log, metricsToken, health, concerns, metrics }: Pages): Hono {
  const app = new Hono();
  const mayRead = (given: string | undefined) => metricsToken === undefined || isSame(given, metricsToken);
  app.get('/healthz', (context) => context.json({ status: 'ok' }));
  app.get('/readyz', async (context) => {
    const reasons = faultsOnly(await health().catch((error) => notKnown(error, log)));
    const told = faultsOnly((await concerns?.().catch((error) => notKnown(error, log))) ?? {});
    const details = Object.keys(told).length === 0 ? {} : { details: told };
    const isReady = Object.keys(reasons).length === 0;
    // Whether it is ready is for whoever balances the load; why not tells of the operator's servers.
    if (!mayRead(context.req.header('authorization')))
      return context.json({ status: isReady ? 'ready' : 'not ready' }, isReady ? 200 : 503);
    return isReady
      ? context.json({ status: 'ready', ...details })
      : context.json({ status: 'not ready', reasons, ...details }, 503);
  });
  app.get('/metrics', async (context) =>
    mayRead(context.req.header('authorization'))
      ? context.body(await metrics(), 200, { 'content-type': METRICS_TYPE })
      : context.json({ error: 'the token is missing or wrong' }, 401, { 'www-authenticate': 'Bearer' }),
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

/** In the same time whatever it is. */
function isSame(given: string | undefined, token: string): boolean {
  const digest = (words: string) => createHash('sha256').update(words).digest();
  return timingSafeEqual(digest(given ?? ''), digest(`Bearer ${token}`));
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
