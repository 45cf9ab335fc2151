/** When a network will take something again, from its headers. */

/**
 * Milliseconds from now; undefined when the headers do not tell. Reads `Retry-After` (seconds, or a date: RFC 9110),
 * Mastodon's `X-RateLimit-Reset` (a date) and Bluesky's `RateLimit-Reset` (epoch seconds); in either header a small number
 * is a span and a large one an instant, as servers mix them up. Instants are compared with the answer's own `Date`, as our
 * clock may differ.
 */
export function retryAfter(headers: { get(name: string): string | null }): number | undefined {
  const now = Date.parse(headers.get('date') ?? '') || Date.now();
  const told = headers.get('retry-after');
  if (told !== null) return until(told, now);
  if (headers.get('x-ratelimit-remaining') === '0') return until(headers.get('x-ratelimit-reset'), now);
  if (headers.get('ratelimit-remaining') === '0') return until(headers.get('ratelimit-reset'), now);
  return undefined;
}

function until(value: string | null, now: number): number | undefined {
  if (value === null || value.trim() === '') return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds) && seconds < EPOCHS) return Math.max(0, Math.ceil(seconds * 1000));
  const instant = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value);
  return Number.isFinite(instant) ? Math.max(0, instant - now) : undefined;
}

/** Seconds; a span of 30 years is none. */
const EPOCHS = 1_000_000_000;
