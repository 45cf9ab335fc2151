/** Where a day, week or month begins on the clocks of a zone. */
import { DateTime, type DateTimeUnit } from 'luxon';

/**
 * The first instant of it. Where clocks are put back at midnight, as in Havana, that hour comes twice, and `startOf` gives
 * the one or the other, by what it is asked of.
 */
export function beginningOf(within: DateTime, unit: DateTimeUnit): DateTime {
  const start = within.startOf(unit);
  return DateTime.min(...start.getPossibleOffsets()) ?? start;
}
