/** When a network will take something again, from its headers. */

/**
 * Milliseconds from now; undefined when the headers do not tell. Reads `Retry-After` (seconds, or a date: RFC 9110),
 * Mastodon's `X-RateLimit-Reset` (a date) and Bluesky's `RateLimit-Reset` (epoch seconds). Absolute times are compared
 * with the answer's own `Date`, as our clock may differ.
 */
export function retryAfter(headers: { get(name: string): string | null }): number | undefined {
  const now = Date.parse(headers.get('date') ?? '') || Date.now();
  const told = headers.get('retry-after');
  if (told !== null) return wait(told, now);
  if (headers.get('x-ratelimit-remaining') === '0') return until(headers.get('x-ratelimit-reset'), now);
  if (headers.get('ratelimit-remaining') === '0') return until(headers.get('ratelimit-reset'), now);
  return undefined;
}

function wait(value: string, now: number): number | undefined {
  const seconds = Number(value);
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds * 1000)) : until(value, now);
}

function until(value: string | null, now: number): number | undefined {
  if (value === null) return undefined;
  const instant = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value);
  return Number.isFinite(instant) ? Math.max(0, instant - now) : undefined;
}
