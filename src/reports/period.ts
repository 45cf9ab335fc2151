/** The spans that reports are about: whole ISO weeks and months on the calendar of a zone, [start, end). */
import { DateTime } from 'luxon';
import { beginningOf } from '../kit/beginning.ts';

export interface Period {
  /** `2026-W46`, `2026-10`. */
  name: string;
  unit: 'week' | 'month';
  /** Epoch ms. */
  from: number;
  /** Epoch ms; not of it any more. */
  until: number;
  /** IANA. */
  zone: string;
}

export function weekAt(instant: number, zone: string): Period {
  return spanOf('week', DateTime.fromMillis(instant, { zone }));
}

export function monthAt(instant: number, zone: string): Period {
  return spanOf('month', DateTime.fromMillis(instant, { zone }));
}

/** The last week, or month, that was over at that instant. */
export function lastClosed(unit: Period['unit'], instant: number, zone: string): Period {
  const running = spanOf(unit, DateTime.fromMillis(instant, { zone }));
  return before(running);
}

/** Undefined where there is no such week or month: `2026-W54`, `2026-13`. */
export function periodNamed(name: string, zone: string): Period | undefined {
  const week = /^(\d{4})-W(\d{2})$/.exec(name);
  const month = /^(\d{4})-(\d{2})$/.exec(name);
  const found = week
    ? DateTime.fromObject({ weekYear: Number(week[1]), weekNumber: Number(week[2]), weekday: 4 }, { zone })
    : month
      ? DateTime.fromObject({ year: Number(month[1]), month: Number(month[2]), day: 15 }, { zone })
      : undefined;
  return found?.isValid ? spanOf(week ? 'week' : 'month', found) : undefined;
}

export function before({ from, unit, zone }: Period): Period {
  // Half a day is less than any of them and more than any change of clocks.
  return spanOf(unit, DateTime.fromMillis(from - 12 * 3_600_000, { zone }));
}

/** The period and so many before it, the oldest first. */
export function withEarlier(period: Period, count: number): Period[] {
  const periods = [period];
  for (let earlier = 0; earlier < count; earlier += 1) periods.unshift(before(periods[0] ?? period));
  return periods;
}

/** The days of it, each with its beginning, the last one's end included: one more than there are days. */
export function dayBoundsOf({ from, until, zone }: Period): number[] {
  const bounds = [from];
  for (;;) {
    const last = DateTime.fromMillis(bounds.at(-1) ?? from, { zone });
    const next = beginningOf(last.plus({ days: 1 }), 'day').toMillis();
    if (next >= until) return [...bounds, until];
    bounds.push(next);
  }
}

function spanOf(unit: Period['unit'], within: DateTime): Period {
  const start = beginningOf(within, unit);
  // By the calendar, so that a change of clocks in between moves nothing.
  const end = beginningOf(start.plus(unit === 'week' ? { weeks: 1 } : { months: 1 }), 'day');
  const name =
    unit === 'week'
      ? `${start.weekYear}-W${String(start.weekNumber).padStart(2, '0')}`
      : start.toFormat('yyyy-MM');
  return { name, unit, from: start.toMillis(), until: end.toMillis(), zone: within.zoneName ?? 'UTC' };
}
