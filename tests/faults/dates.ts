/** When a run takes place: now, or while Europe's clocks are changed; and when its posts are due. */
import type { Random } from './random.ts';

/** `dues`: one for each post, epoch ms; null is as soon as it is approved. The first is due in the first round. */
export function planTime(random: Random): { start: number; dues: (number | null)[] } {
  const start = random.pick(STARTS) + random.between(0, 20_000);
  const count = random.between(2, 5);
  return { start, dues: [null, ...Array.from({ length: count - 1 }, () => dueAfter(random, start))] };
}

function dueAfter(random: Random, start: number): number | null {
  return random.chance(0.4)
    ? null
    : start + random.pick([5_000, 7_000, 10_000, 30_000, 89_000, 90_000, 91_000]);
}

/** Both changes are at 01:00 UTC. */
const CHANGES = [Date.parse('2026-03-29T00:58:30Z'), Date.parse('2026-10-25T00:58:30Z')];
const ORDINARY = [Date.parse('2026-06-17T09:00:00Z'), Date.parse('2026-11-25T16:00:00Z')];
const STARTS = [...ORDINARY, ...ORDINARY, ...ORDINARY, ...CHANGES];
