/** A time of day by a zone's clocks: a time that the zone skips or has twice is asked about, never guessed. */
import type { DateTime, Zone } from 'luxon';
import { SHOWN, skipped, twice } from './faults.ts';

/** From a wall-clock time (carried as UTC) to the one instant (epoch ms) at which the zone's clocks show it. */
export function settle(wall: DateTime, zone: Zone, field: string): number {
  const local = wall.setZone(zone, { keepLocalTime: true });
  if (local.toFormat(SHOWN) !== wall.toFormat(SHOWN)) throw skipped(wall, local, zone.name, field);
  const possible = local.getPossibleOffsets();
  if (possible.length > 1) throw twice(wall, possible, field);
  return local.toMillis();
}
