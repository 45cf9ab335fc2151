/** "tomorrow evening at 8" is 20:00. */
import { type Clock, type Said, Unfit } from './said.ts';
import type { Part } from './vocabulary.ts';

/** Throws `Unfit` where the hour does not lie in the part of the day that is named beside it. */
export function clockOf({ clock, part, isMidnight }: Said): Clock {
  if (!clock) throw new Unfit('left_over', '');
  if (!part) return clock;
  const [from, to] = HOURS[part];
  if ((isMidnight && from > NOON) || isDaysEnd(clock, part)) return { ...clock, hour: DAY };
  const late = afterMidnight(clock, part);
  if (late) return late;
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

/** "at 2 in the night", "tonight at 2": of the night that began the day before, or begins on that day. */
export function isAfterMidnight({ clock, part }: Pick<Said, 'clock' | 'part'>): boolean {
  return clock !== undefined && part !== undefined && afterMidnight(clock, part) !== undefined;
}

function afterMidnight(clock: Clock, part: Part): Clock | undefined {
  if (isDaysEnd(clock, part)) return undefined;
  const hour = clock.hour === NOON && !clock.isExact ? 0 : clock.hour;
  const last = LAST_AFTER_MIDNIGHT[part];
  // "tonight at 5" is in the afternoon, "tonight at 5am" is not.
  const most = part === 'tonight' && clock.isExact ? LAST_AFTER_MIDNIGHT.night : last;
  return most !== undefined && hour <= most ? { ...clock, hour } : undefined;
}

/** "tonight at 12", "i aften kl. 24" */
function isDaysEnd({ hour, minute, isExact }: Clock, part: Part): boolean {
  const ends = part === 'night' ? [NOON, DAY] : [0, NOON, DAY];
  return HOURS[part][0] > NOON && ends.includes(hour) && minute === 0 && !isExact;
}

/** What is suggested for a part of a day where no hour is told. */
export function usualHour(part: Part | undefined): number {
  return part === undefined ? MORNING : USUAL[part];
}

const NOON = 12;
const DAY = 24;
const MORNING = 9;
const USUAL: Record<Part, number> = {
  ...{ early: 6, morning: 9, noon: 12, afternoon: 15 },
  ...{ evening: 19, tonight: 19, night: 22 },
};
/** Hour, of those that reach beyond midnight. */
const LAST_AFTER_MIDNIGHT: Partial<Record<Part, number>> = { evening: 0, tonight: 4, night: 5 };
/** First and last hour of each. */
const HOURS: Record<Part, [number, number]> = {
  early: [1, 6],
  morning: [1, 11],
  noon: [11, 14],
  afternoon: [12, 20],
  evening: [17, 23],
  tonight: [17, 23],
  night: [20, 23],
};
