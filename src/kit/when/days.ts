/** Which days a phrase may mean. All are carried as UTC, at midnight. */
import { DateTime } from 'luxon';
import type { Unclear } from './faults.ts';
import { type Pair, type Said, Unfit } from './said.ts';

/** In their order; the first that still lies ahead is meant. */
export type Days = DateTime[];

export interface DayReadings {
  readings: Days[];
  /** Why there are several. */
  unclear?: Unclear;
}

/** `today`: where the clocks are that the phrase goes by. Throws `Unfit`. */
export function readDays(said: Said, today: DateTime): DayReadings {
  if (said.isNextWeek && said.weekday === undefined) throw new Unfit('contradiction', '');
  const named = [said.date, said.pair, said.dayOfMonth, said.inDays].filter((day) => day !== undefined);
  if (named.length > 1 || (named.length > 0 && (said.isNextWeek || said.isNext)))
    throw new Unfit('contradiction', '');
  if (said.date) return { readings: [inYears(said.date, today)] };
  if (said.pair) return readPair(said.pair, said, today);
  if (said.dayOfMonth !== undefined) return { readings: [inMonths(said.dayOfMonth, today)] };
  if (said.inDays !== undefined) return { readings: [[today.plus({ days: said.inDays })]] };
  if (said.weekday !== undefined) return readWeekday(said.weekday, said, today);
  return { readings: [[today, today.plus({ days: 1 })]] };
}

function readPair(pair: Pair, said: Said, today: DateTime): DayReadings {
  const { first, second, year, mark } = pair;
  // "9-11" is a day only beside a time of day.
  if (mark === '-' && year === undefined && !said.clock) throw new Unfit('range', '');
  const dayFirst = possible({ year, month: second, day: first }, today);
  const isClear = (mark !== '-' && said.isDayFirst) || first === second;
  const monthFirst = isClear ? undefined : possible({ year, month: first, day: second }, today);
  const readings = [dayFirst, monthFirst].filter((days) => days !== undefined);
  if (readings.length === 0) throw new Unfit('no_such_day', '');
  return { readings, unclear: 'date' };
}

/** "next friday" is said of the coming one, and of that of the week after. */
function readWeekday(weekday: number, { isNext, isNextWeek, isComing }: Said, today: DateTime): DayReadings {
  if (isNextWeek) return { readings: [[today.startOf('week').plus({ weeks: 1, days: weekday - 1 })]] };
  const first = today.plus({ days: (weekday - today.weekday + 7) % 7 });
  const second = first.plus({ weeks: 1 });
  if (isComing) return { readings: [[first.equals(today) ? second : first]] };
  if (!isNext) return { readings: [[first, second]] };
  return { readings: first.equals(today) ? [[second]] : [[first], [second]], unclear: 'day' };
}

type Dated = { year?: number | undefined; month: number; day: number };

function inYears(date: Dated, today: DateTime): Days {
  const days = possible(date, today);
  if (!days) throw new Unfit('no_such_day', '');
  return days;
}

/** Of this month, and of those of a year from now that have such a day. */
function inMonths(day: number, today: DateTime): Days {
  const months = Array.from({ length: 13 }, (_, more) => today.startOf('month').plus({ months: more }));
  const days = months.map((month) => month.plus({ days: day - 1 })).filter((one) => one.day === day);
  if (days.length === 0) throw new Unfit('no_such_day', '');
  return days;
}

/** Without a year: from this one on, as far as to the next leap year but one. */
function possible({ year, month, day }: Dated, today: DateTime): Days | undefined {
  const years = year === undefined ? Array.from({ length: 9 }, (_, more) => today.year + more) : [year];
  const days = years.map((one) => DateTime.utc(one, month, day)).filter((one) => one.isValid);
  return days.length > 0 ? days : undefined;
}
