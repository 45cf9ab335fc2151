/**
 * Discord's rate limits: a window for each route and its channel, guild or webhook, and one for all
 * requests together. Windows run in real time, since the caller waits in real time.
 */
import { createHash } from 'node:crypto';
import type { LocalDiscordOptions, RateLimitOption } from '../options.ts';
import type { Route } from './route.ts';

export interface Verdict {
  allowed: boolean;
  /** True: the limit over all routes. */
  global: boolean;
  retryAfterMs: number;
  headers: Record<string, string>;
}

interface Window {
  used: number;
  endsAt: number;
}

interface Counted {
  window: Window;
  over: boolean;
}

const DEFAULT = { limit: 50, perMs: 1_000 };
const CALLBACK = '/interactions/{interaction_id}/{interaction_token}/callback';

export class RateLimits {
  readonly #off: boolean;
  readonly #perSecond: number;
  readonly #routes: RateLimitOption['routes'];
  readonly #windows = new Map<string, Window>();

  constructor(options: LocalDiscordOptions['rateLimits']) {
    const { globalPerSecond, routes } = typeof options === 'object' ? options : {};
    this.#off = options === 'off';
    this.#perSecond = globalPerSecond ?? 50;
    this.#routes = routes;
  }

  /** Undefined: not limited at all, as interaction callbacks are. */
  take(route: Route, params: Record<string, string>): Verdict | undefined {
    if (this.#off || route.path === CALLBACK) return undefined;
    const all = route.access === 'token' ? undefined : this.#countAll();
    if (all?.over) return globalRefusal(all.window);
    const rule = this.#routes?.[`${route.method} ${route.path}`] ?? route.limit ?? DEFAULT;
    const bucket = bucketOf(route);
    const { window, over } = this.#count(`${bucket}:${majorOf(params)}`, rule);
    return verdict(bucket, rule.limit, window, over);
  }

  #countAll(): Counted {
    return this.#count('all', { limit: this.#perSecond, perMs: 1_000 });
  }

  #count(key: string, rule: { limit: number; perMs: number }): Counted {
    const now = performance.now();
    const open = this.#windows.get(key);
    const window = open && open.endsAt > now ? open : { used: 0, endsAt: now + rule.perMs };
    this.#windows.set(key, window);
    const over = window.used >= rule.limit;
    if (!over) window.used += 1;
    return { window, over };
  }
}

function verdict(bucket: string, limit: number, window: Window, over: boolean): Verdict {
  const left = Math.max(0, window.endsAt - performance.now());
  const headers: Record<string, string> = {
    'X-RateLimit-Limit': String(limit),
    'X-RateLimit-Remaining': String(limit - window.used),
    'X-RateLimit-Reset': ((Date.now() + left) / 1000).toFixed(3),
    'X-RateLimit-Reset-After': (left / 1000).toFixed(3),
    'X-RateLimit-Bucket': bucket,
  };
  if (over) Object.assign(headers, { 'X-RateLimit-Scope': 'user', 'Retry-After': seconds(left) });
  return { allowed: !over, global: false, retryAfterMs: left, headers };
}

function globalRefusal(window: Window): Verdict {
  const left = Math.max(0, window.endsAt - performance.now());
  const headers = {
    'X-RateLimit-Global': 'true',
    'X-RateLimit-Scope': 'global',
    'Retry-After': seconds(left),
  };
  return { allowed: false, global: true, retryAfterMs: left, headers };
}

/** Whole seconds, rounded up, as in Discord's header; the body has the fraction. */
export function seconds(ms: number): string {
  return String(Math.ceil(ms / 1000));
}

function bucketOf(route: Route): string {
  return createHash('sha1').update(`${route.method} ${route.path}`).digest('hex').slice(0, 32);
}

function majorOf(params: Record<string, string>): string {
  const webhook = params.webhook_id && `${params.webhook_id}/${params.webhook_token}`;
  return params.channel_id ?? params.guild_id ?? webhook ?? '';
}
