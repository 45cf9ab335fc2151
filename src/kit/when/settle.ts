/** A time of day by a zone's clocks: a time that the zone skips or has twice is asked about, never guessed. */
import type { DateTime, Zone } from 'luxon';
import { SHOWN, skipped, twice } from './faults.ts';

/**
 * From a wall-clock time (carried as UTC) to the one instant (epoch ms) at which the zone's clocks show it. One that is over
 * by `now` (epoch ms) is not asked about.
 */
export function settle(wall: DateTime, zone: Zone, field: string, now: number): number {
  const local = wall.setZone(zone, { keepLocalTime: true });
  if (Math.max(...local.getPossibleOffsets().map(Number), local.toMillis()) <= now) return local.toMillis();
  if (local.toFormat(SHOWN) !== wall.toFormat(SHOWN)) throw skipped(wall, local, zone.name, field);
  const possible = local.getPossibleOffsets().filter((one) => one.toMillis() > now);
  if (possible.length > 1) throw twice(wall, possible, field);
  return (possible[0] ?? local).toMillis();
}
