/** "in 6 hours" is six hours, whatever the clocks do meanwhile; "in 2 days" is the same time of day then. */
import { DateTime, type Zone } from 'luxon';
import { type Clock, Unfit } from './said.ts';
import { settle } from './settle.ts';
import type { Unit } from './vocabulary.ts';

type Length = readonly (readonly [amount: number, unit: Unit])[];

/** `clock`: the time of that day, where one is given. Epoch ms. Throws `Unfit`, or a `Refusal` for `field`. */
export function afterLength(
  length: Length,
  clock: Clock | undefined,
  { zone, now, field }: { zone: Zone; now: number; field: string },
): number {
  const months = total(length, MONTHS);
  const allDays = total(length, DAYS);
  const days = Math.trunc(allDays);
  const more = Math.round(total(length, MILLISECONDS) + (allDays - days) * DAY);
  if (!Number.isInteger(months) || (clock && (more !== 0 || months + days === 0)))
    throw new Unfit('contradiction', '');
  if (months + days === 0) return now + more;
  const then = DateTime.fromMillis(now, { zone })
    .setZone('utc', { keepLocalTime: true })
    .plus({ months, days });
  if (!then.isValid) return Number.POSITIVE_INFINITY;
  return settle(clock ? then.set(clock24(clock)) : then, zone, field, now) + more;
}

function total(length: Length, sizes: Partial<Record<Unit, number>>): number {
  return length.reduce((sum, [amount, unit]) => sum + amount * (sizes[unit] ?? 0), 0);
}

function clock24({ hour, minute, second, millisecond }: Clock) {
  return { hour, minute, second, millisecond };
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const MILLISECONDS = { second: 1_000, minute: MINUTE, quarter: 15 * MINUTE, hour: 60 * MINUTE };
const DAYS = { day: 1, week: 7 };
const MONTHS = { month: 1, year: 12 };
