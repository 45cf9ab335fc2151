/** How long to wait before something that failed is tried again: longer each time, and never all at the same moment. */

/** ms; the last holds from then on. */
const STEPS = [1_000, 2_000, 5_000, 10_000, 30_000, 60_000];

/**
 * ms before the next attempt. `failed`: attempts before it, at least 1. `asked`: ms that the other side asked for,
 * which are waited whole. `random`: 0 to 1.
 */
export function pauseBefore(failed: number, asked = 0, random = Math.random()): number {
  const step = STEPS[Math.min(failed, STEPS.length) - 1] ?? 1_000;
  const jittered = step * (0.5 + random / 2);
  return Math.round(asked > 0 ? Math.max(jittered, asked + (step * random) / 2) : jittered);
}
