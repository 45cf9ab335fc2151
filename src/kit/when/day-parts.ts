/** "tomorrow evening at 8" is 20:00. */
import { type Clock, type Said, Unfit } from './said.ts';
import type { Part } from './vocabulary.ts';

/** Throws `Unfit` where the hour does not lie in the part of the day that is named beside it. */
export function clockOf({ clock, part, isMidnight }: Said): Clock {
  if (!clock) throw new Unfit('left_over', '');
  if (!part) return clock;
  if (isMidnight && (part === 'evening' || part === 'night')) return { ...clock, hour: 24 };
  const [from, to] = HOURS[part];
  const hours = clock.isExact || clock.hour > NOON ? [clock.hour] : [clock.hour, clock.hour + NOON];
  const hour = hours.find((one) => one >= from && one <= to);
  if (hour === undefined) throw new Unfit('contradiction', '');
  return { ...clock, hour };
}

const NOON = 12;
/** First and last hour of each. */
const HOURS: Record<Part, [number, number]> = {
  early: [1, 6],
  morning: [1, 11],
  noon: [11, 14],
  afternoon: [12, 20],
  evening: [17, 23],
  night: [20, 23],
};
