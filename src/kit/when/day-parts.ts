/** "tomorrow evening at 8" is 20:00. */
import { type Clock, type Said, Unfit } from './said.ts';
import type { Part } from './vocabulary.ts';

/** Throws `Unfit` where the hour does not lie in the part of the day that is named beside it. */
export function clockOf({ clock, part, isMidnight }: Said): Clock {
  if (!clock) throw new Unfit('left_over', '');
  if (!part) return clock;
  if (isMidnight && (part === 'evening' || part === 'night')) return { ...clock, hour: 24 };
  const [from, to] = HOURS[part];
  // "tonight at 12", "i aften kl. 24"
  const isEnd = part === 'evening' ? END_OF_DAY : [NOON, DAY];
  if (from > NOON && isEnd.includes(clock.hour) && clock.minute === 0 && !clock.isExact)
    return { ...clock, hour: DAY };
  if (isAfterMidnight({ clock, part })) return clock;
  const hours = clock.isExact || clock.hour > NOON ? [clock.hour] : [clock.hour, clock.hour + NOON];
  const hour = hours.find((one) => one >= from && one <= to);
  if (hour === undefined) throw new Unfit('contradiction', '');
  return { ...clock, hour };
}

/** What clocks show then. Of a time in words it is both halves of the day, where nothing tells which. Throws `Unfit`. */
export function clocksOf(said: Said): Clock[] {
  const clock = clockOf(said);
  if (!clock.isSpoken || said.part) return [clock];
  const hour = clock.hour % NOON;
  return [
    { ...clock, hour },
    { ...clock, hour: hour + NOON },
  ];
}

/** "at 2 in the night": of the night that began the day before, or begins on that day. */
export function isAfterMidnight({ clock, part }: Pick<Said, 'clock' | 'part'>): boolean {
  return part === 'night' && clock !== undefined && clock.hour <= LAST_OF_NIGHT;
}

/** What is suggested for a part of a day where no hour is told. */
export function usualHour(part: Part | undefined): number {
  return part === undefined ? MORNING : USUAL[part];
}

const NOON = 12;
const DAY = 24;
const END_OF_DAY = [0, NOON, DAY];
const MORNING = 9;
const USUAL: Record<Part, number> = { early: 6, morning: 9, noon: 12, afternoon: 15, evening: 19, night: 22 };
const LAST_OF_NIGHT = 5;
/** First and last hour of each. */
const HOURS: Record<Part, [number, number]> = {
  early: [1, 6],
  morning: [1, 11],
  noon: [11, 14],
  afternoon: [12, 20],
  evening: [17, 23],
  night: [20, 23],
};
