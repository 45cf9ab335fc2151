/**
 * Keeps other web sites out. A page elsewhere can point a name of its own at 127.0.0.1, so that only requests made to
 * this machine by its own names are answered; and only our own page may change something.
 */
import type { MiddlewareHandler } from 'hono';

export const refuseStrangers: MiddlewareHandler = async (context, next) => {
  const host = context.req.header('host') ?? '';
  if (!isThisMachine(host)) return context.json({ ok: false, problem: HOST_REFUSED }, 421);
  const reads = ['GET', 'HEAD'].includes(context.req.method);
  const origin = context.req.header('origin');
  const site = context.req.header('sec-fetch-site') ?? 'none';
  const own = origin === undefined || origin === `http://${host}` || origin === `https://${host}`;
  if (!reads && !(own && ['none', 'same-origin'].includes(site)))
    return context.json({ ok: false, problem: ORIGIN_REFUSED }, 403);
  return next();
};

const HOST_REFUSED =
  'The playground answers on this machine alone. Open it as http://localhost or http://127.0.0.1, with its port.';
const ORIGIN_REFUSED = 'Another web site asked the playground to do something. It was not done.';

function isThisMachine(host: string): boolean {
  if (!URL.canParse(`http://${host}`)) return false;
  const { hostname } = new URL(`http://${host}`);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
