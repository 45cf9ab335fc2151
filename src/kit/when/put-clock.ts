/** A time of day as it was written, in the hours of a clock. */
import { put } from './rule.ts';
import type { Clock, Said } from './said.ts';

export interface Written {
  hour: string | undefined;
  minute?: string;
  second?: string;
  fraction?: string;
  half?: string;
  isExact?: boolean;
  isSpoken?: boolean;
}

/** False for what no clock shows: "25:00", "9:75". */
export function putClock(said: Said, written: Written, typed: string, isEuropean = false): boolean {
  const clock: Clock = {
    hour: Number(written.hour),
    minute: Number(written.minute ?? 0),
    second: Number(written.second ?? 0),
    millisecond: Math.floor(Number(`0.${written.fraction ?? 0}`) * 1_000),
  };
  const isWholeDay = clock.hour === 24 && clock.minute + clock.second + clock.millisecond === 0;
  if ((clock.hour > 23 && !isWholeDay) || clock.minute > 59 || clock.second > 59) return false;
  if (written.half === 'p') {
    if (clock.hour === 0 || clock.hour > 23) return false;
    if (clock.hour < NOON_HOUR) clock.hour += NOON_HOUR;
  }
  if (written.half === 'a') {
    if (clock.hour > NOON_HOUR) return false;
    if (clock.hour === NOON_HOUR) clock.hour = 0;
  }
  if (written.half || written.isExact) clock.isExact = true;
  // "9:00 (nine o'clock)"
  if (written.isSpoken && (!said.clock || said.clock.isSpoken)) clock.isSpoken = true;
  put(said, 'clock', clock, typed);
  if (isEuropean) said.isDayFirst = true;
  return true;
}

export const NOON_HOUR = 12;
