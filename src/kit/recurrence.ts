/**
 * What comes again and again, by the wall clock of a zone: pure functions that give the next instant. Where clocks are
 * put forward, a time that is left out comes at the first instant after the gap; where they are put back, a time that
 * comes twice counts the first time.
 */
import { DateTime, IANAZone } from 'luxon';

/** The first instant after that one (both epoch ms). */
export type Recurrence = (after: number) => number;

/** 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** On the wall. */
export interface TimeOfDay {
  hour: number;
  minute: number;
}

/** Each `span` ms, counted from 1970: each minute comes at its full minute. */
export function each(span: number): Recurrence {
  return (after) => (Math.floor(after / span) + 1) * span;
}

/** Each Monday 9:00 in Europe/Copenhagen, say; on all seven days it is each day. */
export function weekly(zone: string, days: readonly Weekday[], at: TimeOfDay): Recurrence {
  return (after) => {
    // The day before as well: a time that a gap left out may come on the next date.
    for (let ahead = -1; ahead <= LONGEST_WEEK; ahead += 1) {
      const date = dateAt(after, zone).plus({ days: ahead });
      if (!days.includes(date.weekday as Weekday)) continue;
      const instant = instantOf(date, at, zone);
      if (instant > after) return instant;
    }
    throw new RangeError('A recurrence on no day of the week never comes.');
  };
}

/** When somebody works: from one time of the day to another, on some days. */
export interface BusinessHours {
  zone: string;
  days: readonly Weekday[];
  from: TimeOfDay;
  /** Later than `from`; 24:00 is midnight. */
  to: TimeOfDay;
}

export function isWithin(hours: BusinessHours, instant: number): boolean {
  const { start, end } = shiftAround(hours, instant);
  return start <= instant && instant < end;
}

/** The recurrence, but for what falls outside of business hours: the first one within them. */
export function within(hours: BusinessHours, recurrence: Recurrence): Recurrence {
  return (after) => {
    for (let next = recurrence(after), tries = 0; tries < MOST_TRIES; tries += 1) {
      if (isWithin(hours, next)) return next;
      // On to the opening, but for one that falls right on it.
      next = recurrence(shiftAround(hours, next).start - 1);
    }
    throw new RangeError('The recurrence never comes within business hours.');
  };
}

/** When `span` ms of business hours have passed since that instant (both epoch ms). */
export function businessTimeAfter(hours: BusinessHours, from: number, span: number): number {
  let left = span;
  let at = from;
  for (;;) {
    const { start, end } = shiftAround(hours, at);
    const begin = Math.max(start, at);
    if (begin + left <= end) return begin + left;
    left -= end - begin;
    at = end;
  }
}

/** The business hours that last at that instant, or the next ones (epoch ms). */
function shiftAround(hours: BusinessHours, instant: number): { start: number; end: number } {
  const { zone, days, from, to } = hours;
  for (let ahead = -1; ahead <= LONGEST_WEEK; ahead += 1) {
    const date = dateAt(instant, zone).plus({ days: ahead });
    if (!days.includes(date.weekday as Weekday)) continue;
    const [start, end] = [instantOf(date, from, zone), instantOf(date, to, zone)];
    if (end > instant && end > start) return { start, end };
  }
  throw new RangeError('There are no business hours on any day.');
}

/** A date alone, free of any zone. */
function dateAt(instant: number, zone: string): DateTime {
  const wall = DateTime.fromMillis(instant + offsetAt(instant, zone), { zone: 'utc' });
  return wall.startOf('day');
}

/** Of a time on the wall of that zone. Hours beyond the day roll over: 24:00 is the next midnight. */
function instantOf(date: DateTime, { hour, minute }: TimeOfDay, zone: string): number {
  const wall = date.toMillis() + (hour * 60 + minute) * 60_000;
  // Whatever changes about that time, one of these is in force.
  const offsets = [offsetAt(wall - LONGEST_CHANGE, zone), offsetAt(wall + LONGEST_CHANGE, zone)];
  const there = offsets.map((offset) => wall - offset).filter((at) => at + offsetAt(at, zone) === wall);
  return there.length > 0 ? Math.min(...there) : changeAround(wall, zone);
}

/** When clocks are changed, about a time on the wall. */
function changeAround(wall: number, zone: string): number {
  let [before, since] = [wall - LONGEST_CHANGE, wall + LONGEST_CHANGE];
  const after = offsetAt(since, zone);
  while (since - before > 1) {
    const middle = Math.floor((before + since) / 2);
    if (offsetAt(middle, zone) === after) since = middle;
    else before = middle;
  }
  return since;
}

/** ms ahead of UTC. */
function offsetAt(instant: number, zone: string): number {
  return IANAZone.create(zone).offset(instant) * 60_000;
}

/** Days ahead: from a day of the week to the next, and one more for a gap. */
const LONGEST_WEEK = 8;
/** ms: a whole day was left out once, in Samoa, and zones are up to 14 hours ahead of UTC. */
const LONGEST_CHANGE = 26 * 3_600_000;
/** One that misses so many days' hours is never within them. */
const MOST_TRIES = 50;
